// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/function_words.h"

#include <array>
#include <map>

namespace vina {
namespace {

struct WordList {
  std::string_view language;
  WordRole role;
  std::string_view words;  ///< small letters, separated by a space
};

/// One line of thought a list; a word may stand in several. Words that are as often something else ("like", "still")
/// are left out: a wrong hint is worse than none.
constexpr std::array kLists{
    WordList{"en", kDeterminer,
             "a an the this these those my your his her its our their whose every each some any no another which what "
             "all both either neither several many few most such certain other enough"},
    WordList{"en", kPreposition,
             "about above across after against along among around as at before behind below beneath beside between "
             "beyond by despite down during except for from in inside into near of off on onto out outside over per "
             "since through throughout till to toward towards under until up upon via with within without than"},
    WordList{"en", kWeakLink, "of to than up down off out"},
    WordList{"en", kConjunction,
             "and or but nor so yet because although though while whereas if unless until when whenever where wherever "
             "once since before after as than"},
    WordList{"en", kRelative, "that which who whom whose what whether how why"},
    WordList{"en", kAuxiliary,
             "am is are was were be been being have has had do does did will would shall should can could may might "
             "must not never cannot don't doesn't didn't won't can't isn't aren't wasn't weren't couldn't shouldn't "
             "wouldn't haven't hasn't let's"},
    WordList{"en", kPronoun, "i you he she it we they who there i'm you're he's she's it's we're they're i've you've"},
    WordList{"en", kObject, "it me him us them you myself yourself itself ourselves themselves"},
    WordList{"en", kIntensifier, "very too more most less least quite rather really almost nearly only just even how"},
    WordList{
        "en", kAdjective,
        "good bad big small large great little long short high low new old young first second third last next "
        "same different important main whole full real common simple hard easy early late own exact clear clean single "
        "free right wrong rare fast slow strong weak human public social medical clinical digital natural"},
    WordList{"en", kTitle, "mr. mrs. ms. dr. prof. st. mr mrs ms dr prof fig. no. vol. e.g. i.e. vs. cf. approx."},
    WordList{"en", kUnit,
             "percent per cent degrees metres meters kilometres kilometers miles grams kilograms milligrams micrograms "
             "litres liters millilitres milliliters seconds minutes hours days weeks months years times euros dollars "
             "pounds million billion thousand hundred"},
    WordList{"en", kNumberWord,
             "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
             "eighty ninety hundred thousand million billion half"},

    WordList{"de", kDeterminer,
             "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine "
             "meinen dein deine sein seine seinen seiner ihr ihre ihren ihrer unser unsere euer eure dieser diese "
             "dieses diesen diesem jeder jede jedes jeden jedem alle viele einige mehrere welche welcher beide"},
    WordList{"de", kPreposition,
             "an am ans auf aus außer bei beim bis durch für gegen gegenüber hinter im in ins mit nach neben ohne "
             "seit statt trotz über um unter vom von vor während wegen zu zum zur zwischen"},
    WordList{"de", kWeakLink, "von vom zu"},
    WordList{"de", kConjunction,
             "und oder aber denn sondern sowie dass weil wenn ob als wie obwohl damit nachdem bevor bis während sobald "
             "solange wo wohin woher warum"},
    WordList{"de", kRelative, "welche welcher welches"},
    WordList{"de", kAuxiliary,
             "nicht nie wird werden wurde wurden hat haben ist sind war waren kann können muss "
             "müssen soll sollen darf will"},
    WordList{"de", kPronoun, "ich du er sie es wir man wer"},
    WordList{"de", kObject, "es sie mich dich ihn uns euch ihm ihnen mir dir sich"},
    WordList{"de", kIntensifier, "sehr zu mehr weniger ganz fast nur so besonders"},
    WordList{"de", kTitle, "dr. prof. hr. fr. herr frau z.b. d.h. bzw. ca. nr."},
    WordList{"de", kUnit,
             "prozent grad meter kilometer gramm kilogramm liter sekunden minuten stunden tage wochen "
             "monate jahre euro millionen milliarden tausend"},
    WordList{"de", kNumberWord, "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend"},

    WordList{
        "fr", kDeterminer,
        "le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur "
        "leurs chaque quelque quelques plusieurs tout toute tous toutes aucun aucune quel quelle"},
    WordList{"fr", kPreposition,
             "à de en dans sur sous avec sans pour par chez vers entre contre depuis pendant avant après devant "
             "derrière selon malgré jusque du des au aux"},
    WordList{"fr", kWeakLink, "de du des"},
    WordList{"fr", kConjunction, "et ou mais donc or ni car que quand lorsque si comme puisque parce quoique"},
    WordList{"fr", kRelative, "qui dont où lequel laquelle"},
    WordList{"fr", kAuxiliary, "ne est sont était été a ont avait peut peuvent doit doivent va vont"},
    WordList{"fr", kPronoun, "je tu il elle on nous vous ils elles se me te"},
    WordList{"fr", kIntensifier, "très plus moins trop si assez presque aussi"},
    WordList{"fr", kTitle, "m. mme mlle dr dr. pr."},

    WordList{"es", kDeterminer,
             "el la los las un una unos unas este esta estos estas ese esa esos esas mi mis tu tus su sus nuestro "
             "nuestra cada algún alguna algunos algunas muchos muchas todo toda todos todas ningún otra otro al del"},
    WordList{"es", kPreposition,
             "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según sin sobre "
             "tras"},
    WordList{"es", kWeakLink, "de del"},
    WordList{"es", kConjunction, "y e o u pero sino ni que porque cuando si como aunque mientras pues"},
    WordList{"es", kRelative, "que donde quien cual"},
    WordList{"es", kAuxiliary, "no es son era fue ha han había puede pueden debe deben está están va"},
    WordList{"es", kPronoun, "yo tú él ella usted nosotros ellos ellas ustedes se me te nos"},
    WordList{"es", kIntensifier, "muy más menos tan casi bastante"},
    WordList{"es", kTitle, "sr. sra. dr. dra."},

    WordList{"pt", kDeterminer,
             "o a os as um uma uns umas este esta estes estas esse essa esses essas meu minha seu sua seus suas nosso "
             "nossa cada algum alguma alguns muitas muitos todo toda todos todas nenhum outro outra"},
    WordList{"pt", kPreposition,
             "a ao à aos às até com contra de do da dos das desde durante em no na nos nas entre para pela pelo por "
             "sem sob sobre"},
    WordList{"pt", kWeakLink, "de do da dos das"},
    WordList{"pt", kConjunction, "e ou mas nem que porque quando se como embora enquanto pois"},
    WordList{"pt", kRelative, "que onde quem qual"},
    WordList{"pt", kAuxiliary, "não é são era foi tem têm havia pode podem deve devem está estão vai"},
    WordList{"pt", kPronoun, "eu tu ele ela você nós eles elas vocês se me"},
    WordList{"pt", kIntensifier, "muito mais menos tão quase bastante"},
    WordList{"pt", kTitle, "sr. sra. dr. dra."},

    WordList{
        "it", kDeterminer,
        "il lo la i gli le un uno una questo questa questi queste quel quella quei quelle mio mia suo sua suoi sue "
        "nostro nostra ogni alcuni alcune molti molte tutto tutta tutti tutte nessun altro altra"},
    WordList{"it", kPreposition,
             "a al allo alla ai agli alle da dal dalla dai di del dello della dei degli delle in nel nella nei nelle "
             "con su sul sulla sui per tra fra senza durante verso contro"},
    WordList{"it", kWeakLink, "di del dello della dei degli delle"},
    WordList{"it", kConjunction, "e ed o ma né che perché quando se come mentre poiché quindi"},
    WordList{"it", kRelative, "che dove chi cui"},
    WordList{"it", kAuxiliary, "non è sono era ha hanno può possono deve devono sta stanno"},
    WordList{"it", kPronoun, "io tu lui lei noi voi loro si mi ti ci"},
    WordList{"it", kIntensifier, "molto più meno così quasi troppo"},
    WordList{"it", kTitle, "sig. dott. prof."},
};

using RolesByWord = std::map<std::string_view, unsigned>;

std::map<std::string_view, RolesByWord> index_lists() {
  std::map<std::string_view, RolesByWord> index;
  for (const WordList& list : kLists) {
    RolesByWord& roles = index[list.language];
    for (std::string_view rest = list.words; !rest.empty();) {
      const std::size_t space = rest.find(' ');
      roles[rest.substr(0, space)] |= list.role;
      rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
    }
  }
  return index;
}

}  // namespace

unsigned roles_of(std::string_view word, std::string_view language) {
  static const std::map<std::string_view, RolesByWord> index = index_lists();
  const auto lists = index.find(language);
  if (lists == index.end()) return kNoRole;
  const auto roles = lists->second.find(lower_case(word));
  return roles == lists->second.end() ? unsigned{kNoRole} : roles->second;
}

std::string lower_case(std::string_view utf8) {
  std::string lower{utf8};
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto byte = static_cast<unsigned char>(lower[i]);
    const bool ascii_capital = byte >= 'A' && byte <= 'Z';
    const bool latin1_capital =
        i > 0 && static_cast<unsigned char>(lower[i - 1]) == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    if (ascii_capital || latin1_capital) lower[i] = static_cast<char>(byte + 0x20);
  }
  return lower;
}

}  // namespace vina

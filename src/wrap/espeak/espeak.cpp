// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/espeak/espeak.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include <espeak-ng/speak_lib.h>
#include <fmt/format.h>

#include "base/error.h"
#include "wrap/espeak/forked_child.h"

namespace vina::espeak {
namespace {

/// What the child sends: a header, then `size` bytes.
enum class RecordKind : std::uint32_t { kReady, kSound, kWord, kVoice, kDone, kFailed };

struct RecordHeader {
  RecordKind kind = RecordKind::kDone;
  std::uint32_t size = 0;
};

constexpr int kBufferMilliseconds = 100;
/// A child that was forked while another thread held a lock of the C library may never start; another one will.
constexpr std::chrono::seconds kStartTimeout{5};
constexpr int kStartAttempts = 3;
constexpr std::chrono::seconds kProgressTimeout{60};

/// The child's side of the pipe. `speaking` is where the library's callback finds it: the child speaks once.
struct Sender {
  int pipe = -1;

  bool send(RecordKind kind, std::span<const std::byte> payload) const noexcept {
    const RecordHeader header{kind, static_cast<std::uint32_t>(payload.size())};
    return ForkedChild::write(pipe, std::as_bytes(std::span{&header, 1})) && ForkedChild::write(pipe, payload);
  }
  bool send(RecordKind kind, std::string_view text) const noexcept {
    return send(kind, std::as_bytes(std::span{text.data(), text.size()}));
  }
};
Sender speaking;

int receive(short* sound, int count, espeak_EVENT* events) noexcept {
  for (; events->type != espeakEVENT_LIST_TERMINATED; ++events) {
    if (events->type != espeakEVENT_WORD || events->text_position < 1) continue;
    const Word word{static_cast<std::size_t>(events->text_position) - 1,
                    static_cast<std::size_t>(std::max(0, events->length)), events->audio_position};
    if (!speaking.send(RecordKind::kWord, std::as_bytes(std::span{&word, 1}))) return 1;
  }
  if (sound == nullptr || count <= 0) return 0;
  return speaking.send(RecordKind::kSound, std::as_bytes(std::span{sound, static_cast<std::size_t>(count)})) ? 0 : 1;
}

/// Initialises the library in the child and says so; false if that failed, with the reason sent.
bool start(const Sender& sender) {
  std::srand(1);  // breathy voices draw from rand(), whose state came with the fork
  const int rate_hz =
      espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kBufferMilliseconds, nullptr, espeakINITIALIZE_DONT_EXIT);
  if (rate_hz <= 0) {
    sender.send(RecordKind::kFailed,
                "espeak_Initialize() failed: is its data (Debian package espeak-ng-data) installed?");
    return false;
  }
  return sender.send(RecordKind::kReady, std::as_bytes(std::span{&rate_hz, 1}));
}

void speak_in_child(const Sender& sender, const Utterance& utterance) {
  if (!start(sender)) return;
  speaking = sender;
  espeak_SetSynthCallback(receive);
  if (espeak_SetVoiceByName(utterance.voice.c_str()) != EE_OK) {
    sender.send(RecordKind::kFailed, "espeak_SetVoiceByName() does not find the voice '" + utterance.voice + "'");
    return;
  }
  if (espeak_SetParameter(espeakRATE, utterance.words_per_minute, 0) != EE_OK ||
      espeak_Synth(utterance.text.c_str(), utterance.text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                   nullptr) != EE_OK) {
    sender.send(RecordKind::kFailed, "espeak_Synth() failed");
    return;
  }
  sender.send(RecordKind::kDone, std::string_view{});
}

/// A voice on its way: identifier, name, then (priority, language) as the library has them, each ended by a zero byte.
void list_voices_in_child(const Sender& sender) {
  if (!start(sender)) return;
  for (const espeak_VOICE** voice = espeak_ListVoices(nullptr); voice != nullptr && *voice != nullptr; ++voice) {
    std::string payload = std::string{(*voice)->identifier} + '\0' + (*voice)->name + '\0';
    for (const char* language = (*voice)->languages; *language != 0; language += std::strlen(language) + 1) {
      payload += language;
      payload += '\0';
    }
    sender.send(RecordKind::kVoice, payload);
  }
  sender.send(RecordKind::kDone, std::string_view{});
}

std::string take_text(std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  std::string text{rest.substr(0, end)};
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return text;
}

Voice parse_voice(std::string_view payload) {
  Voice voice;
  voice.identifier = take_text(payload);
  voice.name = take_text(payload);
  while (payload.size() > 1) {
    voice.priorities.push_back(payload.front());
    payload.remove_prefix(1);
    voice.languages.push_back(take_text(payload));
  }
  return voice;
}

struct Record {
  RecordKind kind = RecordKind::kDone;
  std::vector<std::byte> payload;

  std::string_view text() const { return {reinterpret_cast<const char*>(payload.data()), payload.size()}; }
};

/// Reads one record; false if none came in time.
bool read_record(ForkedChild& child, Record& record, std::chrono::milliseconds timeout, const std::stop_token& stop) {
  const auto read = [&](std::span<std::byte> bytes) {
    const ForkedChild::Outcome outcome = child.read(bytes, timeout, stop);
    if (outcome == ForkedChild::Outcome::kEnded) {
      throw Error{ErrorKind::kMedia, "eSpeak NG stopped in the middle of the text: try another voice or provider"};
    }
    return outcome == ForkedChild::Outcome::kRead;
  };
  RecordHeader header;
  if (!read(std::as_writable_bytes(std::span{&header, 1}))) return false;
  record.kind = header.kind;
  record.payload.resize(header.size);
  if (!read(record.payload)) return false;
  if (record.kind == RecordKind::kFailed) {
    throw Error{ErrorKind::kMedia, fmt::format("eSpeak NG cannot speak: {}", record.text())};
  }
  return true;
}

/// Runs `work` in a child and hands its records to `on_record` until the last one.
void converse(const std::function<void(const Sender&)>& work, const std::stop_token& stop,
              const std::function<void(int rate_hz, const Record&)>& on_record) {
  Record record;
  std::unique_ptr<ForkedChild> child;
  for (int attempt = 1;; ++attempt) {
    child.reset();
    child = std::make_unique<ForkedChild>([&work](int pipe) { work(Sender{pipe}); });
    if (read_record(*child, record, kStartTimeout, stop)) break;
    if (attempt == kStartAttempts) throw Error{ErrorKind::kMedia, "eSpeak NG does not start: try again"};
  }
  int rate_hz = 0;
  std::memcpy(&rate_hz, record.payload.data(), sizeof rate_hz);
  for (;;) {
    if (!read_record(*child, record, kProgressTimeout, stop)) {
      throw Error{ErrorKind::kMedia, "eSpeak NG stands still: try another voice or provider"};
    }
    if (record.kind == RecordKind::kDone) return;
    on_record(rate_hz, record);
  }
}

}  // namespace

std::string version() {
  const char* data_path = nullptr;
  const std::string text = espeak_Info(&data_path);
  return text.substr(0, text.find(' '));
}

std::vector<Voice> voices() {
  std::vector<Voice> voices;
  converse(list_voices_in_child, {}, [&](int, const Record& record) { voices.push_back(parse_voice(record.text())); });
  return voices;
}

void speak(const Utterance& utterance, const Listener& listener, const std::stop_token& stop) {
  std::vector<std::int16_t> sound;
  converse([&](const Sender& sender) { speak_in_child(sender, utterance); }, stop,
           [&](int rate_hz, const Record& record) {
             if (record.kind == RecordKind::kWord) {
               Word word;
               std::memcpy(&word, record.payload.data(), sizeof word);
               listener.on_word(word);
             } else {
               sound.resize(record.payload.size() / sizeof(std::int16_t));
               std::memcpy(sound.data(), record.payload.data(), sound.size() * sizeof(std::int16_t));
               listener.on_sound(rate_hz, sound);
             }
           });
}

}  // namespace vina::espeak

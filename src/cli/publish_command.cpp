// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/publish_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"
#include "cli/result_json.h"
#include "cli/text_output.h"
#include "cli/vendor_arguments.h"
#include "cli/vendor_environment.h"
#include "pipeline/late_publication.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina publish intro.mp4
  vina publish intro.mp4 --public-id courses/llm/intro | jq -r .video_url)";

int run_publish(const std::string& video, const PublishArguments& arguments, const Surroundings& surroundings) {
  require_standard_output(surroundings.output);
  RenderOptions options;
  options.output = video;
  options.images = "gradient";
  options.voice = "espeak";
  options.vendors = vendor_options(surroundings.environment);
  apply(arguments, options);
  require_readable_dotenv(surroundings.environment, options);
  const LatePublication late = publish_finished(options, surroundings.stop);
  write_answer(surroundings.output, to_json(late), "the files are published; the report beside '" + video + "' is");
  return kExitSuccess;
}

}  // namespace

void declare_publish(CLI::App& program, Action& chosen) {
  struct Arguments {
    std::string video;
    PublishArguments publishing{.publish = "cloudinary", .folder = {}, .public_id = {}};
  };
  const auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("publish", "Publish a finished video and its captions");
  command.footer(kExamples);
  command.add_option("VIDEO", arguments->video, "The video, as render wrote it")->type_name("FILE")->required();
  declare_publishing(command, arguments->publishing);
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) {
      return run_publish(arguments->video, arguments->publishing, surroundings);
    };
  });
}

}  // namespace vina

// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// render_lesson LESSON.json OUT.mp4: renders a lesson offline, shows how far it is, and stops on Ctrl-C.

#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <exception>
#include <thread>

#include <vina/vina.h>

namespace {

/// Waits for Ctrl-C in a thread of its own. To be called before any other thread is made: they all inherit the mask.
void stop_on_interrupt(std::stop_source stop) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread{[signals, stop]() mutable {
    int received = 0;
    if (sigwait(&signals, &received) == 0) stop.request_stop();
  }}.detach();
}

void show(const vina::Progress& progress) {
  std::fprintf(stderr, "%3.0f %% %s\n", progress.fraction * 100, progress.detail.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: render_lesson LESSON.json OUT.mp4\n");
    return 2;
  }
  std::stop_source stop;
  stop_on_interrupt(stop);
  try {
    const vina::Lesson lesson = vina::Lesson::from_file(argv[1]);
    vina::RenderOptions options;
    options.output = argv[2];
    const vina::Renderer renderer;  // offline; with keys: Renderer{vina::VendorOptions::from_environment()}
    const vina::RenderResult result = renderer.render(lesson, options, show, stop.get_token());
    for (const vina::Warning& warning : result.warnings) std::fprintf(stderr, "%s\n", warning.message.c_str());
    std::printf("%s (%.1f s)\n", result.video_url.c_str(), result.duration_seconds);
    return 0;
  } catch (const vina::Error& error) {
    std::fprintf(stderr, "error: %s\n", error.public_message().c_str());
    return error.kind() == vina::ErrorKind::kCancelled ? 130 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}

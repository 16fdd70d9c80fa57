// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/url_check.h"

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace vina {
namespace {

constexpr std::string_view kFile = "file://";
constexpr Deadlines kDeadlines{std::chrono::seconds{10}, std::chrono::seconds{10}, std::chrono::seconds{30}};

struct Address {
  std::string url;
  std::uint64_t bytes = 0;  ///< 0: not told
};

std::vector<Address> addresses_of(const Receipt& receipt) {
  std::vector<Address> addresses{{receipt.video.url, receipt.video.bytes}};
  if (receipt.poster && !receipt.poster->url.empty()) addresses.push_back({receipt.poster->url, receipt.poster->bytes});
  if (receipt.captions) {
    addresses.push_back({receipt.captions->webvtt.url, receipt.captions->webvtt.bytes});
    addresses.push_back({receipt.captions->srt.url, receipt.captions->srt.bytes});
  }
  return addresses;
}

/// RFC 3986, 2.1. What is no escape stays as it is.
std::string without_percents(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned int byte = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::string wrong_size(std::uint64_t found, std::uint64_t expected) {
  return fmt::format("has {} bytes instead of {}", found, expected);
}

/// What is wrong with a file, or nothing.
std::string fault_of_file(const Address& address, const std::filesystem::path& folder) {
  std::error_code missing;
  const std::filesystem::path file = without_percents(std::string_view{address.url}.substr(kFile.size()));
  std::uint64_t size = std::filesystem::file_size(file, missing);
  if (missing) size = std::filesystem::file_size(folder / file.filename(), missing);
  if (missing) return "is not there";
  return address.bytes != 0 && size != address.bytes ? wrong_size(size, address.bytes) : "";
}

std::optional<std::uint64_t> length_of(const HttpResponse& response) {
  const std::optional<std::string_view> text = response.header("content-length");
  std::uint64_t length = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), length).ec != std::errc{})
    return std::nullopt;
  return length;
}

std::string fault_of_answer(const std::variant<HttpResponse, TransportFault>& answer, const Address& address) {
  if (const auto* fault = std::get_if<TransportFault>(&answer)) return "does not answer: " + fault->reason;
  const auto& response = std::get<HttpResponse>(answer);
  if (response.status < 200 || response.status > 299) return fmt::format("answers {}", response.status);
  const std::optional<std::uint64_t> length = length_of(response);
  return length && address.bytes != 0 && *length != address.bytes ? wrong_size(*length, address.bytes) : "";
}

std::string fault_of_url(const Address& address, HttpClient& client, const std::stop_token& stop) {
  HttpRequest request;
  request.method = "HEAD";
  request.url = address.url;
  request.deadlines = kDeadlines;
  std::string fault = fault_of_answer(client.exchange(request, stop), address);
  if (!fault.empty()) fault = fault_of_answer(client.exchange(request, stop), address);
  return fault;
}

}  // namespace

Finding check_urls(const Receipt& receipt, const std::filesystem::path& folder, HttpClient* client,
                   const std::stop_token& stop) {
  Deviations faults;
  std::size_t asked = 0;
  const std::vector<Address> addresses = addresses_of(receipt);
  for (const Address& address : addresses) {
    const bool is_file = address.url.starts_with(kFile);
    if (!is_file && client == nullptr) continue;
    ++asked;
    const std::string fault = is_file ? fault_of_file(address, folder) : fault_of_url(address, *client, stop);
    if (!fault.empty()) faults.add({address.url + " " + fault, {}});
  }
  std::string found = fmt::format("{} of {} there", asked, addresses.size());
  if (asked < addresses.size()) found += fmt::format(", {} not asked for", addresses.size() - asked);
  return faults.finding("URLs", fmt::format("all {} there, with the right size", addresses.size()), found);
}

}  // namespace vina

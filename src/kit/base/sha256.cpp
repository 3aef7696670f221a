#include "kit/base/sha256.hpp"

#include <fcntl.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>

#include "kit/base/system_error.hpp"
#include "kit/base/unique_fd.hpp"

namespace squall::kit {

void sha256::deleter::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

sha256::sha256() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
    throw error("OpenSSL offers no SHA-256 here", "check the OpenSSL configuration of this machine (FIPS mode)");
  }
}

sha256& sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) {
    throw error("OpenSSL failed to compute a SHA-256");
  }
  return *this;
}

std::string sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_DigestFinal_ex(context_.get(), digest.data(), &length) != 1) {
    throw error("OpenSSL failed to compute a SHA-256");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < length; ++i) {
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 15U];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) { return sha256{}.add(bytes).hex(); }

std::string sha256_file(const std::filesystem::path& path) {
  const unique_fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) {
    throw system_failure("read " + path.string(), errno);
  }
  sha256 digest;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n == 0) {
      return digest.hex();
    }
    if (n < 0 && errno != EINTR) {
      throw system_failure("read " + path.string(), errno);
    }
    if (n > 0) {
      digest.add({buffer.data(), static_cast<std::size_t>(n)});
    }
  }
}

}  // namespace squall::kit

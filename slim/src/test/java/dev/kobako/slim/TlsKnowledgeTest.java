package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TlsKnowledgeTest {
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

  private static FakeRoot root(ElfBuilder program) {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, program)
        .library(
            "libcrypto.so.3",
            ElfBuilder.elf64().constant("/usr/lib/ssl/private").constant("/usr/lib/ssl/cert.pem"))
        .library("libssl.so.3", ElfBuilder.elf64().needed("libcrypto.so.3").imports("SSL_CTX_new"))
        .file("/etc/ssl/openssl.cnf", "")
        .link("/usr/lib/ssl/openssl.cnf", "/etc/ssl/openssl.cnf")
        .link("/usr/lib/ssl/certs", "/etc/ssl/certs")
        .file(BUNDLE, "-----BEGIN CERTIFICATE-----\n")
        .file("/etc/ssl/certs/one.pem", "x")
        .file("/etc/ssl/private/key.pem", "x");
  }

  @Test
  void takesTheBundleWhereOpenSslLooks() throws IOException {
    Explained closure =
        Explained.closure(
            root(
                FakeRoot.program()
                    .needed("libssl.so.3", "libcrypto.so.3")
                    .imports("SSL_CTX_set_default_verify_paths")));

    assertThat(closure.guessed())
        .containsExactly(
            BUNDLE + ": CA certificates where OpenSSL looks for /usr/bin/app (guessed: tls)",
            "/etc/ssl/openssl.cnf: OpenSSL's configuration for /usr/bin/app (guessed: tls)",
            "/usr/lib/ssl/certs: a link; what it leads to is CA certificates where OpenSSL looks for"
                + " /usr/bin/app (guessed: tls)",
            "/usr/lib/ssl/openssl.cnf: a link; what it leads to is OpenSSL's configuration for"
                + " /usr/bin/app (guessed: tls)");
    closure.holdsTogether();
  }

  @Test
  void takesNothingForWhoOnlyHashesWithOpenSsl() throws IOException {
    assertThat(
            Explained.closure(
                    root(FakeRoot.program().needed("libcrypto.so.3").imports("EVP_sha256")))
                .guessed())
        .isEmpty();
  }

  @Test
  void takesTheBundleThatGnuTlsOrAStaticProgramNames() throws IOException {
    FakeRoot root =
        root(FakeRoot.program().needed("libgnutls.so.30"))
            .library("libgnutls.so.30", ElfBuilder.elf64().constant(BUNDLE));
    assertThat(Explained.closure(root).guessed())
        .containsExactly(
            BUNDLE
                + ": CA certificates at a path named in "
                + FakeRoot.LIBRARIES
                + "libgnutls.so.30 (guessed: tls)");

    root.elf(Explained.PROGRAM, ElfBuilder.elf64().type(2).isStatic().constant(BUNDLE));
    assertThat(Explained.closure(root).guessed())
        .containsExactly(
            BUNDLE + ": CA certificates at a path named in /usr/bin/app (guessed: tls)");
  }

  @Test
  void canBeRefused() throws IOException {
    FakeRoot root =
        root(
            FakeRoot.program()
                .needed("libssl.so.3", "libcrypto.so.3")
                .imports("SSL_CTX_set_default_verify_paths"));

    assertThat(Explained.closure(root, Guess.TLS).guessed()).isEmpty();
  }
}

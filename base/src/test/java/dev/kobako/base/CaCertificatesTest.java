package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaCertificatesTest {
  private static final String SHARED = "/usr/share/ca-certificates/";

  @TempDir Path temp;

  /** Another key each time, with the same subject. */
  private byte[] certificate() throws Exception {
    List<String> command = new ArrayList<>(List.of(Tools.need("openssl"), "req", "-x509"));
    command.addAll(List.of("-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
    command.addAll(List.of("-subj", "/CN=Same", "-keyout", "a.key", "-out", "a.crt"));
    assertThat(Tools.run(temp, command).status()).isZero();
    return Files.readAllBytes(temp.resolve("a.crt"));
  }

  private static String target(MadeTree made, String path) {
    return made.tree().entry(ImagePath.of(path)).orElseThrow() instanceof Entry.Symlink link
        ? link.target()
        : "no link";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void certificatesWithOneHashAreNumbered() throws Exception {
    byte[] first = certificate();
    byte[] second = certificate();
    MadeTree made =
        new MadePackages()
            .file(SHARED + "b/Odd (name), x.crt", second)
            .file(SHARED + "a/z.crt", first)
            .file("/usr/local/share/ca-certificates/own.crt", "no certificate, no end of line")
            .made();

    String hash = SubjectHash.of(PemCertificates.read(first).getFirst()).orElseThrow();
    String certs = "/etc/ssl/certs/";
    assertThat(made.tree().names(ImagePath.of("/etc/ssl/certs")))
        .containsExactlyInAnyOrder(
            "Odd_=name=__x.pem",
            "ca-certificates.crt",
            hash + ".0",
            hash + ".1",
            "own.pem",
            "z.pem");
    assertThat(target(made, certs + hash + ".0")).isEqualTo("Odd_=name=__x.pem");
    assertThat(target(made, certs + hash + ".1")).isEqualTo("z.pem");
    assertThat(target(made, certs + "z.pem")).isEqualTo(SHARED + "a/z.crt");
    assertThat(MadePackages.text(made, certs + "ca-certificates.crt"))
        .isEqualTo(text(first) + text(second) + "no certificate, no end of line\n");
    assertThat(MadePackages.text(made, "/etc/ca-certificates.conf"))
        .endsWith("\na/z.crt\nb/Odd (name), x.crt\n");
  }

  @Test
  void theLibraryOfOpensslFindsThemWithoutItsProgram() throws Exception {
    MadePackages packages = new MadePackages().file(SHARED + "a.crt", certificate());

    assertThat(packages.made().tree().entry(ImagePath.of("/usr/lib/ssl"))).isEmpty();
    assertThat(target(packages.with("libssl3", "").made(), "/usr/lib/ssl/certs"))
        .isEqualTo("/etc/ssl/certs");
  }

  @Test
  void withoutCertificatesNothingIsMade() {
    assertThat(new MadePackages().made().tree().resolve("/etc/ssl").entry()).isEmpty();
  }
}

package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What GnuPG signs is believed, and what gpgv finds bad is not. */
@Timeout(60)
class GpgAgreementTest {
  private static final String TEXT =
      """
      Origin: Test
      Suite: bookworm
      Codename: bookworm
      Date: Fri, 20 Nov 2026 00:00:00 UTC
      Description: one
       -----dashes\s\s
      SHA256:
       %s 1 main/binary-amd64/Packages
      """
          .formatted("a".repeat(64));

  @TempDir Path folder;

  @BeforeAll
  static void needsGnuPg() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpg")), "gpg is needed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpgv")), "gpgv is needed");
  }

  private int run(String... command) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    Path home = folder.resolve("gnupg");
    if (!Files.exists(home)) {
      Files.createDirectory(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
    builder.environment().put("GNUPGHOME", home.toString());
    builder.redirectOutput(folder.resolve("output").toFile());
    return builder.start().waitFor();
  }

  private void believe(Path keyring, byte[] file) {
    AptSource source =
        new AptSource(
            "http://mirror.example/debian",
            List.of("bookworm"),
            List.of("main"),
            List.of(),
            Optional.of(new SignedBy.KeyFile(keyring)),
            true,
            "test");
    Instant later = Instant.now().plus(Duration.ofDays(400)); // Than the text's own date.
    new ReleaseCheck(folder).check(file, source, "bookworm", "URL", later);
  }

  @Test
  void aSubkeyOfGnuPgSignsTextsWithDashes() throws Exception {
    Path text = Files.writeString(folder.resolve("Release"), "-Note: escaped\n" + TEXT);
    Path signed = folder.resolve("InRelease");
    Path keyring = folder.resolve("key.gpg");
    String[] gpg = {"gpg", "--batch", "--passphrase", ""};
    assertThat(run(gpg[0], gpg[1], gpg[2], gpg[3], "--quick-gen-key", "me", "ed25519", "cert"))
        .isZero();
    run("gpg", "--batch", "--with-colons", "--list-keys");
    String fingerprint =
        Files.readString(folder.resolve("output"))
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .findFirst()
            .orElseThrow()
            .split(":", -1)[9];
    assertThat(
            run(gpg[0], gpg[1], gpg[2], gpg[3], "--quick-add-key", fingerprint, "rsa2048", "sign"))
        .isZero();
    assertThat(run("gpg", "--batch", "-o", signed.toString(), "--clearsign", text.toString()))
        .isZero();
    assertThat(run("gpg", "--batch", "-o", keyring.toString(), "--export")).isZero();
    run("gpgconf", "--kill", "all");

    byte[] file = Files.readAllBytes(signed);
    assertThat(new String(file, StandardCharsets.UTF_8)).contains("\n- -Note: escaped\n");
    assertThatCode(() -> believe(keyring, file)).doesNotThrowAnyException();
  }

  @Test
  void gpgvAndWeAreOfOneMind() throws Exception {
    Instant made = Instant.parse("2020-01-01T00:00:00Z");
    Instant signed = Instant.parse("2020-06-01T00:00:00Z");
    TestKey good = TestKey.edwards(made, Duration.ZERO);
    TestKey rsa = TestKey.rsa(2048, made);
    int sha256 = HashAlgorithmTags.SHA256;
    byte[] over = good.textSignature(TEXT, sha256, signed);
    byte[] unexpected = TestKey.edwards(made, Duration.ZERO).textSignature(TEXT, sha256, signed);

    assertAgreement(good, TestKey.clearSigned(TEXT, over), true);
    assertAgreement(rsa, rsa.inRelease(TEXT, signed), true);
    assertAgreement(good, TestKey.clearSigned(TEXT.replace("one", "two"), over), false);
    assertAgreement(good, TestKey.clearSigned(TEXT, unexpected), false);
    byte[] md5 = rsa.textSignature(TEXT, HashAlgorithmTags.MD5, signed);
    assertAgreement(rsa, TestKey.clearSigned(TEXT, md5), false);
    assertAgreement(good, TEXT.getBytes(StandardCharsets.UTF_8), false);
  }

  private void assertAgreement(TestKey trusted, byte[] file, boolean expected) throws Exception {
    Path keyring = Files.write(folder.resolve("trusted.gpg"), trusted.certificate());
    Path signed = Files.write(folder.resolve("signed"), file);
    boolean gpgv = run("gpgv", "--keyring", keyring.toString(), signed.toString()) == 0;
    boolean believed;
    try {
      believe(keyring, file);
      believed = true;
    } catch (KobakoException e) {
      believed = false;
    }
    assertThat(gpgv).as(Files.readString(folder.resolve("output"))).isEqualTo(expected);
    assertThat(believed).isEqualTo(expected);
  }
}

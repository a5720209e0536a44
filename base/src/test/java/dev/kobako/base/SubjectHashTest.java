package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hashes beside those of the openssl program. */
class SubjectHashTest {
  @TempDir Path temp;

  private Path certificate(String subject, String mask) throws Exception {
    Path file = temp.resolve("a.crt");
    Files.writeString(
        temp.resolve("openssl.cnf"),
        "[req]\ndistinguished_name=dn\nutf8=yes\nstring_mask=%s\n[dn]\n".formatted(mask));
    List<String> command =
        List.of(
            Tools.need("openssl"),
            "req",
            "-config",
            "openssl.cnf",
            "-x509",
            "-nodes",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-keyout",
            "a.key",
            "-out",
            "a.crt",
            "-utf8",
            "-subj",
            subject);
    Tools.Result made = Tools.run(temp, command);
    assertThat(made.status()).as(made.text()).isZero();
    return file;
  }

  private String told(Path file) throws Exception {
    return Tools.run(
            temp,
            List.of(
                Tools.need("openssl"), "x509", "-in", file.toString(), "-noout", "-subject_hash"))
        .text()
        .strip();
  }

  private static String ours(Path file) throws Exception {
    return SubjectHash.of(PemCertificates.read(Files.readAllBytes(file)).getFirst()).orElse("none");
  }

  @Test
  void namesOfEveryKindOfTextAreHashedAsOpensslDoes() throws Exception {
    Map<String, String> masks =
        new TreeMap<>(
            Map.of(
                "/C=DE/O=  Two   Blanks /CN=Upper CASE", "utf8only",
                "/C=HU/O=Főtanúsítvány ÉÁ/CN=x", "utf8only",
                "/C=DE/O=Müller ÄÖ/CN=latin", "MASK:0x4",
                "/C=JP/O=日本/CN=bmp", "MASK:0x800",
                "/DC=org/DC=Example/CN=ia5", "nombstr",
                "/O=a+OU=c+OU=b/CN=several in one", "pkix"));
    for (Map.Entry<String, String> each : masks.entrySet()) {
      Path file = certificate(each.getKey(), each.getValue());

      assertThat(ours(file)).as(each.getKey()).isEqualTo(told(file));
    }
  }

  @Test
  void bytesThatAreNoCertificateHaveNone() throws Exception {
    byte[] whole =
        PemCertificates.read(Files.readAllBytes(certificate("/C=DE/CN=x", "utf8only"))).getFirst();
    for (int length = 0; length < whole.length; length++) {
      assertThat(SubjectHash.of(Arrays.copyOf(whole, length))).isEmpty();
    }
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[i % whole.length] = (byte) 0xff;
      SubjectHash.of(damaged).ifPresent(hash -> assertThat(hash).matches("[0-9a-f]{8}"));
    }
  }
}

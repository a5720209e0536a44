package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Date;
import org.junit.jupiter.api.Test;

class JavaTrustStoreTest {
  private static final Path AUTHORITY =
      Path.of("/usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt");

  private static MadePackages packages() throws Exception {
    assumeTrue(Files.isReadable(AUTHORITY), "ca-certificates is needed");
    return new MadePackages()
        .file("/usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt", Files.readAllBytes(AUTHORITY))
        .file("/usr/share/ca-certificates/broken.crt", "no certificate\n");
  }

  private static byte[] store(MadeTree made) throws Exception {
    return made.tree()
        .resolve("/etc/ssl/certs/java/cacerts")
        .file()
        .orElseThrow()
        .content()
        .bytes();
  }

  @Test
  void javaReadsTheStore() throws Exception {
    byte[] bytes = store(packages().with("ca-certificates-java", "").made());

    KeyStore store = KeyStore.getInstance("JKS");
    store.load(new ByteArrayInputStream(bytes), "changeit".toCharArray());
    assertThat(Collections.list(store.aliases())).containsExactly("debian:isrg_root_x1.pem");
    assertThat(store.getCertificate("debian:isrg_root_x1.pem").getEncoded())
        .isEqualTo(PemCertificates.read(Files.readAllBytes(AUTHORITY)).getFirst());
    assertThat(store.getCreationDate("debian:isrg_root_x1.pem"))
        .isEqualTo(Date.from(MadePackages.TIME));
  }

  @Test
  void theSameCertificatesGiveTheSameBytes() throws Exception {
    assertThat(store(packages().with("ca-certificates-java", "").made()))
        .isEqualTo(store(packages().with("ca-certificates-java", "").made()));
  }

  @Test
  void withoutItsPackageThereIsNone() throws Exception {
    assertThat(packages().made().tree().resolve("/etc/ssl/certs/java/cacerts").entry()).isEmpty();
  }
}

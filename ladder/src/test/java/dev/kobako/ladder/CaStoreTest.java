package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CaStoreTest {
  @Test
  void keepsLinksByHashAndWhatTheyLeadTo() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/etc/ssl/certs/ca-certificates.crt",
                "/usr/share/ca-certificates/one.crt",
                "/usr/share/ca-certificates/unused.crt")
            .link("/etc/ssl/certs/0a775a30.0", "one.pem")
            .link("/etc/ssl/certs/one.pem", "/usr/share/ca-certificates/one.crt")
            .opened("/etc/ssl/certs/ca-certificates.crt");

    assertThat(used.keptBy(new CaStore()))
        .containsExactly(
            "/etc/ssl/certs/0a775a30.0",
            "/etc/ssl/certs/one.pem",
            "/usr/share/ca-certificates/one.crt");
  }

  @Test
  void keepsAllWhereACertificateWasLookedForByHash() throws IOException {
    UsedTree used =
        UsedTree.with("/etc/ssl/certs/a.pem", "/etc/ssl/certs/b.pem")
            .lookedAt("/etc/ssl/certs/a.pem");

    assertThat(used.keptBy(new CaStore())).containsExactly("/etc/ssl/certs/b.pem");
  }

  @Test
  void keepsNothingWhereTheFolderWasOnlyPassed() throws IOException {
    UsedTree used = UsedTree.with("/etc/ssl/certs/a.pem").lookedAt("/etc/ssl/certs");

    assertThat(used.keptBy(new CaStore())).isEmpty();
  }
}

package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.apt.AptCredentials.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which login is for which URL, as apt_auth.conf(5) has it. */
class AptCredentialsTest {
  @TempDir Path host;

  @BeforeEach
  void writeFiles() throws Exception {
    Path apt = host.resolve("etc/apt");
    Files.createDirectories(apt.resolve("auth.conf.d"));
    Files.writeString(
        apt.resolve("auth.conf"),
        """
        # machine commented.example login a password b
        machine one.example login anna password secret
        machine two.example:8443/debian
          login bert
          password geheim
        machine http://plain.example login cleo password clear
        """);
    Files.writeString(
        apt.resolve("auth.conf.d/x.conf"), "machine one.example login late password late\n");
    Files.writeString(
        apt.resolve("auth.conf.d/x.bak"), "machine bak.example login bak password bak\n");
  }

  private String user(String url) {
    return AptCredentials.of(host).login(url).map(Login::user).orElse("nobody");
  }

  @Test
  void theFirstMachineThatAUrlBelongsToCounts() {
    assertThat(AptCredentials.of(host).login("https://one.example/debian/dists/sid/InRelease"))
        .contains(new Login("anna", "secret"));
    assertThat(user("https://two.example:8443/debian/pool/a.deb")).isEqualTo("bert");
    assertThat(user("http://plain.example/debian")).isEqualTo("cleo");
  }

  @Test
  void othersGetNone() {
    assertThat(user("https://one.example.evil/debian")).isEqualTo("nobody");
    assertThat(user("https://two.example:8443/debian-security")).isEqualTo("nobody");
    assertThat(user("https://one.example@evil.example/")).isEqualTo("nobody");
    assertThat(user("https://commented.example/")).isEqualTo("nobody");
    assertThat(user("https://bak.example/")).isEqualTo("nobody");
    assertThat(user("/srv/debian")).isEqualTo("nobody");
  }

  @Test
  void aPasswordGoesOverTheWireInClearOnlyWhereTheFileSaysSo() {
    assertThat(user("http://one.example/debian")).isEqualTo("nobody");
    assertThat(user("https://plain.example/debian")).isEqualTo("nobody");
  }

  @Test
  void aHostWithoutFilesHasNone() {
    assertThat(AptCredentials.of(host.resolve("nowhere")).login("https://one.example/")).isEmpty();
  }

  @Test
  void aLoginShowsNothing() {
    assertThat(new Login("anna", "secret")).hasToString("Login[…]");
  }
}

package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.apt.AptCredentials.Login;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://deb.debian.org/debian, http://deb.debian.org/debian",
    "HTTPS://Mirror.example/debian//, https://mirror.example/debian",
    "http://mirror.example, http://mirror.example/",
    "http://[::1]:8080/a/b/, http://[::1]:8080/a/b",
    "http://me:secret@mirror.example/debian, http://mirror.example/debian",
  })
  void serversAreKnownByTheirRoot(String text, String root) {
    assertThat(((ArchiveUrl.Server) ArchiveUrl.parse(text, "x")).root()).hasToString(root);
  }

  @Test
  void whoToBeIsNotPartOfTheUrl() {
    assertThat(ArchiveUrl.parse("http://a%40b:p+%25@mirror.example/debian", "x"))
        .isInstanceOfSatisfying(
            ArchiveUrl.Server.class,
            server -> {
              assertThat(server.login()).isEqualTo(Optional.of(new Login("a@b", "p+%")));
              assertThat(server.toString()).doesNotContain("p+%");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/srv/mirror", "file:///srv/mirror/", "copy:/srv/./mirror"})
  void foldersAreArchivesToo(String text) {
    assertThat(ArchiveUrl.parse(text, "x"))
        .isEqualTo(new ArchiveUrl.Folder(Path.of("/srv/mirror")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cdrom:[Debian]/ | can't reach archives by 'cdrom'",
        "/srv/mirror | can't reach archives by ''",
        "http:mirror | has no URL of an archive in 'http:mirror'",
        "http://me:secret@/debian | has no URL of an archive in 'http:///debian'",
        "http://me:%zz@mirror/ | has a user's name or password with a wrong '%' in a URL",
        "file:srv | has no absolute path in 'file:srv'",
      })
  void whatCannotBeReachedIsRefusedWithoutItsPassword(String text, String fact) {
    assertThatThrownBy(() -> ArchiveUrl.parse(text, "base.yaml"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "base.yaml: "
                + fact
                + "\nremedy: write the URL of an archive's root, as http://deb.debian.org/debian or"
                + " file:/srv/mirror");
  }
}

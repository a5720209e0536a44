package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How keys look is all that is tested here; no real ones are needed. */
class FreshKeysTest {
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

  private static Entry.RegularFile file(String text) {
    return new Entry.RegularFile(
        Attributes.of(0600), Content.of(text.getBytes(StandardCharsets.ISO_8859_1)), 0);
  }

  private static MemoryTree.Builder packages() {
    return MemoryTree.builder()
        .put(ImagePath.of("/etc/program.conf"), file("a\n"))
        .put(ImagePath.of("/usr/share/doc/examples/test.key"), file(KEY));
  }

  private static List<String> paths(MemoryTree tree) {
    List<String> paths = new ArrayList<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)) {
            paths.add(path.toString());
          }
        });
    return paths;
  }

  private static List<String> kept(MadeTree made) {
    return paths(made.tree()).stream()
        .filter(path -> packages().build().entry(ImagePath.of(path)).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "})
  void aKeyGoesWhateverItsForm(String form) throws Exception {
    MemoryTree after =
        packages()
            .put(ImagePath.of("/var/lib/x/id"), file("# x\n" + KEY.replace("PRI", form + "PRI")))
            .build();

    MadeTree made = FreshKeys.removed(packages().build(), after);

    assertThat(kept(made)).isEmpty();
    assertThat(made.notes())
        .containsExactly(
            new MadeTree.Note(
                "maintainer scripts",
                "secrets that all copies of the image would share are left out: /var/lib/x/id;"
                    + " let each container make its own"));
  }

  @Test
  void whatBelongsToAKeyGoesWithIt() throws Exception {
    MemoryTree after =
        packages()
            .put(ImagePath.of("/etc/ssl/private/ssl-cert-snakeoil.key"), file(KEY))
            .put(ImagePath.of("/etc/ssl/certs/ssl-cert-snakeoil.pem"), file("certificate"))
            .put(ImagePath.of("/etc/ssl/certs/other.pem"), file("certificate"))
            .put(
                ImagePath.of("/etc/ssl/certs/0a.0"),
                new Entry.Symlink(Attributes.of(0777), "ssl-cert-snakeoil.pem"))
            .put(
                ImagePath.of("/etc/ssl/certs/0b.0"),
                new Entry.Symlink(Attributes.of(0777), "other.pem"))
            .put(ImagePath.of("/etc/dead"), new Entry.Symlink(Attributes.of(0777), "/nowhere"))
            .put(ImagePath.of("/etc/ssh/ssh_host_rsa_key"), file(KEY))
            .put(ImagePath.of("/etc/ssh/ssh_host_rsa_key.pub"), file("public"))
            .put(ImagePath.of("/etc/bind/rndc.key"), file("secret"))
            .build();

    MadeTree made = FreshKeys.removed(packages().build(), after);

    assertThat(kept(made))
        .containsExactly("/etc/dead", "/etc/ssl/certs/0b.0", "/etc/ssl/certs/other.pem");
    assertThat(made.notes())
        .extracting(MadeTree.Note::packageName, MadeTree.Note::text)
        .containsExactly(
            tuple(
                "bind9",
                "secrets that all copies of the image would share are left out:"
                    + " /etc/bind/rndc.key; let each container make its own, with rndc-confgen -a"),
            tuple(
                "openssh-server",
                "secrets that all copies of the image would share are left out:"
                    + " /etc/ssh/ssh_host_rsa_key, /etc/ssh/ssh_host_rsa_key.pub; let each"
                    + " container make its own, with ssh-keygen -A"),
            tuple(
                "ssl-cert",
                "secrets that all copies of the image would share are left out:"
                    + " /etc/ssl/private/ssl-cert-snakeoil.key; let each container make its own,"
                    + " with make-ssl-cert generate-default-snakeoil"));
  }

  @Test
  void aPackagesFileThatGotAKeyIsAsThePackageHasIt() throws Exception {
    MemoryTree after = packages().put(ImagePath.of("/etc/program.conf"), file("a\n" + KEY)).build();

    MadeTree made = FreshKeys.removed(packages().build(), after);

    assertThat(made.tree().resolve("/etc/program.conf").file().orElseThrow().content().bytes())
        .isEqualTo("a\n".getBytes(StandardCharsets.UTF_8));
    assertThat(made.notes()).hasSize(1);
  }

  @Test
  void keysOfPackagesAndProgramsThatKnowTheWordsStay() throws Exception {
    MemoryTree after =
        packages()
            .put(ImagePath.of("/usr/lib/x.pyc"), file("\0" + KEY))
            .put(ImagePath.of("/etc/certificate.pem"), file("-----BEGIN CERTIFICATE-----\n"))
            .put(
                ImagePath.of("/usr/share/doc/examples/test.key"),
                file(KEY).withAttributes(Attributes.of(0644)))
            .build();

    MadeTree made = FreshKeys.removed(packages().build(), after);

    assertThat(paths(made.tree())).isEqualTo(paths(after));
    assertThat(made.notes()).isEmpty();
  }
}

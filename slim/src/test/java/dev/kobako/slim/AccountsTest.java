package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static FakeRoot root() {
    return FakeRoot.empty()
        .file(
            "/etc/passwd",
            """
            root:x:0:0:root:/root:/bin/bash
            app:oldhash:1000:50:Alice Smith,room 7:/srv/app:/bin/sh
            bob:x:1001:1001:Bob:/home/bob:/bin/bash
            odd:x
            """)
        .file("/etc/group", "root:x:0:\nstaff:x:50:app,bob\nlogs:x:60:bob\nbob:x:1001:\n");
  }

  private static String files(FakeRoot root, String... users) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    for (String user : users) {
      Accounts.keepUser(user, closure);
    }
    StringBuilder text = new StringBuilder();
    for (Kept kept : closure.keepSet().all()) {
      if (kept.entry() instanceof Entry.RegularFile file) {
        text.append(kept.path()).append(", ").append(kept.reason().text()).append(":\n");
        text.append(new String(file.content().bytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  @Test
  void bringAKnownUserWithTheGroup() throws IOException {
    assertThat(files(root(), "app"))
        .isEqualTo(
            """
            /etc/group, --user app:
            root:x:0:
            staff:x:50:app,bob
            /etc/passwd, --user app:
            root:x:0:0:root:/root:/sbin/nologin
            app:oldhash:1000:50:Alice Smith,room 7:/srv/app:/bin/sh
            """);
  }

  @Test
  void ofThisMachineShowNobodysNameOrPassword() throws IOException {
    assertThat(files(root().kind(Source.Kind.THIS_MACHINE), "app:logs"))
        .isEqualTo(
            """
            /etc/group, --user app:logs:
            root:x:0:
            logs:x:60:
            /etc/passwd, --user app:logs:
            root:x:0:0:root:/root:/sbin/nologin
            app:x:1000:50::/srv/app:/sbin/nologin
            """);
    assertThat(files(root().kind(Source.Kind.THIS_MACHINE), "app"))
        .contains("staff:x:50:\n")
        .doesNotContain("bob");
  }

  @Test
  void makeUpAUserThatTheSourceDoesNotKnow() throws IOException {
    assertThat(files(root(), "nonroot"))
        .isEqualTo(
            """
            /etc/group, --user nonroot:
            root:x:0:
            nonroot:x:65532:
            /etc/passwd, --user nonroot:
            root:x:0:0:root:/root:/sbin/nologin
            nonroot:x:65532:65532::/nonexistent:/sbin/nologin
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "0", "1000:50", "65532:65532"})
  void needNoFilesForNumbers(String user) throws IOException {
    assertThat(files(root(), user)).isEmpty();
  }

  @Test
  void bringTheGroupThatIsNamed() throws IOException {
    assertThat(files(root(), "1000:logs"))
        .isEqualTo("/etc/group, --user 1000:logs:\nroot:x:0:\nlogs:x:60:bob\n");
    assertThat(files(root(), "1000:new"))
        .isEqualTo("/etc/group, --user 1000:new:\nroot:x:0:\nnew:x:65532:\n");
    assertThat(files(root(), "app:60")).doesNotContain("/etc/group");
  }

  @Test
  void takeADamagedLineForNoUser() throws IOException {
    assertThat(files(root(), "odd")).contains("\nodd:x:65532:65532::/nonexistent:/sbin/nologin\n");
  }

  @Test
  void nameEachUserOnce() throws IOException {
    assertThat(files(root(), "bob", "bob").split("bob:x:1001:1001:", -1)).hasSize(2);
  }

  @Test
  void areAddedToTheOnesThatAProgramReads() throws IOException {
    Closure closure = new Closure(root().source(), ClosureOptions.defaults());
    closure.keep("/etc/passwd", Reason.asked("read"));

    Accounts.keepUser("web", closure);

    Entry entry = closure.keepSet().at(ImagePath.of("/etc/passwd")).orElseThrow().entry();
    assertThat(new String(((Entry.RegularFile) entry).content().bytes(), StandardCharsets.UTF_8))
        .startsWith("root:x:0:0:root:/root:/bin/bash\n")
        .endsWith("odd:x\nweb:x:65532:65532::/nonexistent:/sbin/nologin\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\"",
        "-app",
        "a b",
        "a:b:c",
        ":app",
        "app:",
        "../x",
        "\"a\nroot2:x:0:0::/:/bin/sh\"",
        "abcdefghijklmnopqrstuvwxyz0123456789"
      })
  void refuseWhatIsNoName(String user) {
    assertThatThrownBy(() -> files(root(), user))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--user "
                + user
                + ": is no user, expected NAME, UID, or either with :GROUP\n"
                + "remedy: name a user as in USER of a Dockerfile");
  }
}

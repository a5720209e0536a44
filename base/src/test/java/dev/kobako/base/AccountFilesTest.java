package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.base.BaseRequest.Account;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.ImagePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountFilesTest {
  @Test
  void withoutAnyPackageThereAreRootNobodyAndNonroot() {
    MadeTree made = new MadePackages().made();

    assertThat(MadePackages.text(made, "/etc/passwd"))
        .isEqualTo(
            """
            root:x:0:0:root:/root:/usr/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            nonroot:x:65532:65532::/home/nonroot:/usr/sbin/nologin
            """);
    assertThat(MadePackages.text(made, "/etc/group")).endsWith("nonroot:x:65532:\n");
    assertThat(attributes(made, "/home/nonroot"))
        .isEqualTo(Attributes.of(0700).withOwner(65532, 65532).withMtime(MadePackages.TIME));
  }

  @Test
  void theMastersOfBasePasswdAreTaken() {
    MadeTree made =
        new MadePackages()
            .file("/usr/share/base-passwd/passwd.master", "root:*:0:0:root:/root:/bin/bash\n")
            .file("/usr/share/base-passwd/group.master", "root:*:0:\nshadow:*:42:\n")
            .made();

    assertThat(MadePackages.text(made, "/etc/passwd"))
        .startsWith("root:*:0:0:root:/root:/bin/bash\nnonroot:");
    assertThat(MadePackages.text(made, "/etc/group"))
        .isEqualTo("root:*:0:\nshadow:*:42:\nnonroot:x:65532:\n");
  }

  @Test
  void whatTheUserAsksForComesBeforeAllOthersOfItsName() {
    MadeTree made =
        new MadePackages()
            .made(
                Requests.distroless(
                    new Account("nonroot", 1000, 1001, "/srv/app", "/bin/sh"),
                    new Account("app", 4_000_000_000L, 5, "/home/app", "/bin/sh")));

    assertThat(MadePackages.text(made, "/etc/passwd"))
        .contains("nonroot:x:1000:1001::/srv/app:/bin/sh\n")
        .contains("app:x:4000000000:5::/home/app:/bin/sh\n")
        .doesNotContain("65532");
    assertThat(attributes(made, "/srv/app").uid()).isEqualTo(1000);
    assertThat(Integer.toUnsignedLong(attributes(made, "/home/app").uid()))
        .isEqualTo(4_000_000_000L);
  }

  @Test
  void systemAccountsOfScriptsAreMadeUnderTheNextFreeNumbers() {
    MadeTree made =
        new MadePackages()
            .with(
                "redis-server",
                """
                #!/bin/sh
                set -eu
                USER="redis"
                if [ "$1" = "configure" ]; then
                  if ! getent passwd "$USER" > /dev/null; then
                    adduser \\
                      --system \\
                      --home /var/lib/redis \\
                      --quiet \\
                      --group \\
                      $USER || true
                  fi
                  adduser $USER ssl-cert
                fi
                if [ "$1" = "purge" ]; then adduser --system never; fi
                """)
            .with(
                "postgresql-common",
                """
                #!/bin/sh
                groupadd -r ssl-cert
                useradd -r -g postgres -d /var/lib/postgresql -s /bin/bash -c 'Data: base' postgres
                addgroup --system --gid 777 given
                adduser ordinary
                """)
            .file(
                "/usr/lib/sysusers.d/x.conf",
                "# a comment\nu _x - \"X daemon\" /var/lib/x\nm redis _x\n")
            .made();

    assertThat(MadePackages.text(made, "/etc/passwd").lines().skip(2).toList())
        .containsExactly(
            "redis:x:100:100::/var/lib/redis:/usr/sbin/nologin",
            "postgres:x:102:65534::/var/lib/postgresql:/bin/bash",
            "_x:x:103:103:X daemon:/var/lib/x:/usr/sbin/nologin",
            "nonroot:x:65532:65532::/home/nonroot:/usr/sbin/nologin");
    assertThat(MadePackages.text(made, "/etc/group"))
        .contains("redis:x:100:\nssl-cert:x:101:\ngiven:x:777:\n_x:x:103:redis\n");
    assertThat(attributes(made, "/var/lib/redis"))
        .isEqualTo(Attributes.of(0755).withOwner(100, 100).withMtime(MadePackages.TIME));
    assertThat(made.tree().entry(ImagePath.of("/var/lib/postgresql"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a:b | 1 | /home/a | no name of a user, expected 1 to 32 letters, digits, '_', '.', '+' and '-'
          a | -1 | /home/a | number -1, expected 0 to 4294967294
          a | 4294967295 | /home/a | number 4294967295, expected 0 to 4294967294
          a | 1 | home | home or shell 'home', expected an absolute path without ':' and '..'
          a | 1 | /a/../b | home or shell '/a/../b', expected an absolute path without ':' and '..'
          """)
  void accountsThatCannotBeAreRefused(String name, long uid, String home, String fact) {
    MadePackages packages = new MadePackages();
    BaseRequest request = Requests.distroless(new Account(name, uid, 1, home, "/bin/sh"));

    assertThatThrownBy(() -> packages.made(request))
        .isInstanceOfSatisfying(
            KobakoException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(Failure.USAGE);
              assertThat(e.diagnostic().place()).isEqualTo("account '" + name + "'");
              assertThat(e.diagnostic().fact()).isEqualTo(fact);
            });
  }

  private static Attributes attributes(MadeTree made, String path) {
    return made.tree().entry(ImagePath.of(path)).orElseThrow().attributes();
  }
}

package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.slim.Sources;
import dev.kobako.transfer.Homes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image of Debian's packages made smaller: what scanners, and other time zones, find in it. */
@Timeout(300)
class SlimDebianTest {
  @TempDir Path temp;

  private static Tree tree(Kobako kobako, String name) throws IOException {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      return new Sources(new Homes(store, Collections.emptySortedMap(), false))
          .tree(store.image(ImageReference.parse(name)).orElseThrow());
    }
  }

  @Test
  void scannersFindExactlyThePackagesThatOwnAFileOfTheResult() throws Exception {
    HostCommand.assume("runc", "unshare", "setpriv");
    Kobako kobako = DebianBase.user(temp);
    String packages = "coreutils,grep,sed,tzdata,openssl,base-files";
    kobako
        .run("base", "debian:bookworm", "--distroless", "-p", packages, "-t", "slim-deb", "-q")
        .succeeded();
    Path check =
        Files.writeString(
            temp.resolve("check.sh"), "$KOBAKO_RUN /usr/bin/date >" + temp + "/said\n");

    kobako
        .run(
            "slim",
            "slim-deb",
            "-t",
            "slim-deb:slim",
            "-q",
            "-e",
            "TZ=Europe/Berlin",
            "--check",
            "sh " + check)
        .succeeded();

    Tree original = tree(kobako, "slim-deb");
    Tree result = tree(kobako, "slim-deb:slim");
    InstalledPackages before = InstalledPackages.of(original);
    Set<String> owners = new TreeSet<>();
    result.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)) {
            before.owner(path).ifPresent(each -> owners.add(each.name() + " " + each.version()));
          }
        });
    assertThat(InstalledPackages.of(result).all())
        .extracting(each -> each.name() + " " + each.version())
        .containsExactlyInAnyOrderElementsOf(owners);
    assertThat(owners).anyMatch(each -> each.startsWith("coreutils "));
    assertThat(owners).noneMatch(each -> each.startsWith("openssl "));
    assertThat(result.resolve("/etc/os-release").file()).isPresent();
    try (KobakoProcess run =
        KobakoProcess.start(
            kobako,
            "run",
            "--rm",
            "--network",
            "host",
            "-e",
            "TZ=Asia/Tokyo",
            "slim-deb:slim",
            "date",
            "+%Z")) {
      assertThat(run.result().out()).isEqualTo("JST\n");
    }
  }
}

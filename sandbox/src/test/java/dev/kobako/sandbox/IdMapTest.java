package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdMapTest {
  @TempDir Path etc;

  @Test
  void rootsOwnIdsStayAsTheyAre() {
    IdMap map = IdMap.identity("         0          0 4294967295\n", "0 100000 65536\n");

    assertThat(map.users()).containsExactly(new IdMap.Range(0, 0, 4_294_967_295L));
    assertThat(map.groups()).containsExactly(new IdMap.Range(0, 0, 65_536));
    assertThat(map.writer()).isEqualTo(IdMap.Writer.SELF);
  }

  @Test
  void aNamespaceWithASingleIdIsExplained() {
    assertThatThrownBy(() -> IdMap.identity("0 1000 1\n", "0 1000 1\n"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "sandbox: this user namespace has 1 ids, expected at least 65535 for the owners of"
                + " files\n"
                + "remedy: run kobako outside of it, or give it more ids (podman:"
                + " --userns=auto:size=65536)");
  }

  @Test
  void subordinateIdsFollowTheCallersOwn() throws Exception {
    Files.writeString(etc.resolve("subuid"), "other:5:5\nme:100000:65536\n1000:300000:10\n");
    Files.writeString(etc.resolve("subgid"), "me:200000:65536\n");

    IdMap map = IdMap.subordinate("me", 1000, 50, etc);

    assertThat(map.users())
        .containsExactly(
            new IdMap.Range(0, 1000, 1),
            new IdMap.Range(1, 100_000, 65_536),
            new IdMap.Range(65_537, 300_000, 10));
    assertThat(map.groups())
        .containsExactly(new IdMap.Range(0, 50, 1), new IdMap.Range(1, 200_000, 65_536));
    assertThat(map.writer()).isEqualTo(IdMap.Writer.NEWUIDMAP);
  }

  @Test
  void linesThatAreNoneAreNotUsed() throws Exception {
    List<String> odd =
        List.of(
            "me:x:65536", "me:0:65536", "me:1", "me:99999999999:65536", "me:5:-5", "", "#", ":::");
    Files.writeString(etc.resolve("subuid"), String.join("\n", odd));

    assertThatThrownBy(() -> IdMap.subordinate("me", 1000, 1000, etc))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            etc.resolve("subuid")
                + ": gives me 0 ids, expected at least 65534: packages own files by other users"
                + " than root\n"
                + "remedy: as root, run: usermod --add-subuids 100000-165535 --add-subgids"
                + " 100000-165535 me and install the package uidmap; or make a base with"
                + " --distroless, which needs no sandbox");
  }

  @Test
  void aMissingFileGivesNoIds() {
    assertThatThrownBy(() -> IdMap.subordinate("me", 1000, 1000, etc))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(etc.resolve("subuid") + ": gives me 0 ids, expected");
  }

  @Test
  void aRangeBeyondTheLastIdIsCut() throws Exception {
    Files.writeString(etc.resolve("subuid"), "me:4294900000:4294967294\n");
    Files.writeString(etc.resolve("subgid"), "me:200000:65536\n");

    assertThat(IdMap.subordinate("me", 1000, 50, etc).users().getLast())
        .isEqualTo(new IdMap.Range(1, 4_294_900_000L, 67_295));
  }
}

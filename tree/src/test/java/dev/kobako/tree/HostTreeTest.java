package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTreeTest {
  @TempDir Path temp;

  @Test
  void showsAFolderAsItIs() throws Exception {
    Tools.assume("setfattr");
    Tools.assumeRoot();
    Path folder = OddFolder.make(temp, OddFolder.PLAIN, OddFolder.DEVICES, OddFolder.FINE);
    assertThat(TreeDump.dump(HostTree.of(folder)))
        .isEqualTo(
            """
            /a-link: file 0644 5891b5b5 1000:2000 user.note=0x612062
            /dev: dir 0755
            /dev/far: block 0644 259:70000
            /dev/null: char 0644 1:3
            /etc: dir 0755
            /etc/dangling: symlink ../../nowhere//./x/
            /etc/empty: file 0644 empty
            /etc/greeting: = /a-link
            /etc/latin-\\xe4: file 0644 2d711642
            /etc/new\\x0aline: file 0644 2d711642
            /etc/sp ace: file 0644 2d711642
            /etc/ümläut: file 0644 2d711642
            /lib: symlink usr/lib 3:4
            /tmp: dir 1777
            /tmp/pipe: fifo 0644
            /usr: dir 0755 user.dir="x"
            /usr/lib: dir 0755
            /usr/lib/greeting: = /a-link
            /usr/lib/x: dir 0755
            /usr/lib/x/big: file 4755 c4663895 \
            security.capability=0x0100000200040000000000000000000000000000
            /var: dir 0755
            /var/empty: dir 0700
            """);
  }

  @Test
  void noPathLeadsThroughALink() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x");
    Path root = Files.createDirectory(temp.resolve("root"));
    Files.createSymbolicLink(root.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("abs"), outside);
    HostTree tree = HostTree.of(root);
    assertThat(tree.entry(ImagePath.of("/out/secret"))).isEmpty();
    assertThat(tree.names(ImagePath.of("/out"))).isEmpty();
    assertThat(tree.resolve("/out/secret").entry()).isEmpty();
    assertThat(tree.resolve("/abs/secret").entry()).isEmpty();
    assertThat(tree.resolve("/../outside/secret").entry()).isEmpty();
  }

  @Test
  void whatWasSeenOnceStays() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "x");
    HostTree tree = HostTree.of(temp);
    assertThat(tree.names(ImagePath.ROOT)).containsExactly("a");
    assertThat(tree.entry(ImagePath.of("/a"))).isPresent();
    assertThat(tree.entry(ImagePath.of("/b"))).isEmpty();
    Files.delete(file);
    Files.writeString(temp.resolve("b"), "y");
    assertThat(tree.names(ImagePath.ROOT)).containsExactly("a");
    assertThat(tree.entry(ImagePath.of("/a"))).isPresent();
    assertThat(tree.entry(ImagePath.of("/b"))).isEmpty();
  }

  @Test
  void theWholeMachineIsUsedWithoutListingIt() throws IOException {
    HostTree tree = HostTree.of(Path.of("/"));
    Resolution self = tree.resolve(temp.toRealPath().toString());
    assertThat(self.place()).hasToString(temp.toRealPath().toString());
    assertThat(self.entry()).get().isInstanceOf(Entry.Directory.class);
    Files.write(temp.resolve("f"), "text".getBytes(StandardCharsets.UTF_8));
    assertContent(tree, temp.toRealPath().resolve("f"), "text");
  }

  private static void assertContent(Tree tree, Path path, String text) throws IOException {
    assertThat(tree.resolve(path.toString()).file().orElseThrow().content().bytes())
        .asString()
        .isEqualTo(text);
  }

  @Test
  void namesThatCannotExistAreMissing() {
    HostTree tree = HostTree.of(temp);
    assertThat(tree.entry(ImagePath.ROOT.child("n".repeat(300)))).isEmpty();
    assertThat(tree.resolve("/" + "n/".repeat(5000)).entry()).isEmpty();
  }

  @Test
  void aRootThatIsNoFolderIsAnError() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "x");
    String remedy = "\nremedy: name a directory that can be read";
    assertThatThrownBy(() -> HostTree.of(file))
        .isInstanceOf(KobakoException.class)
        .hasMessage(file + ": not a directory" + remedy);
    assertThatThrownBy(() -> HostTree.of(temp.resolve("none")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(temp.resolve("none") + ": no such directory" + remedy);
  }

  @Test
  void aFolderThatCannotBeReadIsAnError() throws Exception {
    Path locked = Files.createDirectory(temp.resolve("locked"));
    Tools.shell(temp, "chmod 000 locked");
    assumeFalse(Files.isReadable(locked), "skipped: root reads every folder");
    assertThatThrownBy(() -> HostTree.of(temp).names(ImagePath.of("/locked")))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            locked.toRealPath()
                + ": can't be read: permission denied\n"
                + "remedy: run as a user who may read it, or leave it out");
  }
}

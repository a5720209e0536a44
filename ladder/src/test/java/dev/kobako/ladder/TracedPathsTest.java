package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.Closure;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TracedPathsTest {
  @Test
  void tellsTheLinkByWhichAFileWasAskedForBesideThePlaceItself() throws IOException {
    Original original =
        UsedTree.with("/usr/share/lua/5.1/socket.lua").link("/usr/share/lua/5.4", "5.1").original();
    TracedPaths traced = new TracedPaths(new Closure(original.source(), MinimalKeepSet.OPTIONS));

    traced.keep(
        List.of(opened("/usr/share/lua/5.1/socket.lua"), opened("/usr/share/lua/5.4/socket.lua")));

    assertThat(traced.asked().found().keySet())
        .containsExactly(ImagePath.of("/usr/share/lua/5.1/socket.lua"));
    assertThat(traced.asked().found().values().stream().map(Asked::path))
        .containsExactly("/usr/share/lua/5.4/socket.lua");
  }

  @Test
  void tellsWhatWasAskedForInVainAsItWasAskedFor() throws IOException {
    Original original =
        UsedTree.with("/usr/share/lua/5.1/socket.lua").link("/usr/share/lua/5.4", "5.1").original();
    TracedPaths traced = new TracedPaths(new Closure(original.source(), MinimalKeepSet.OPTIONS));

    traced.keep(
        List.of(opened("/usr/share/lua/5.4/http.lua"), opened("/usr/share/lua/5.4/socket.lua")));

    assertThat(traced.asked().missed()).containsExactly("/usr/share/lua/5.4/http.lua");
  }

  private static Asked opened(String path) {
    return new Asked(path, Set.of(FileCall.Kind.OPEN), true, "/usr/bin/lua", true);
  }
}

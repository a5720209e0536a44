package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScriptLibrariesTest {
  @Test
  void keepsTheLibraryOfTcl() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/tcltk/tcl8.6/init.tcl",
                "/usr/share/tcltk/tcl8.6/encoding/cp437.enc",
                "/usr/share/tcltk/tk8.6/tk.tcl")
            .opened("/usr/share/tcltk/tcl8.6/init.tcl");

    assertThat(used.keptBy(new ScriptLibraries()))
        .containsExactly("/usr/share/tcltk/tcl8.6/encoding/cp437.enc");
  }

  @Test
  void keepsTheLibraryOfLua() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/lua/5.4/a.lua", "/usr/share/lua/5.4/b.lua", "/usr/share/lua/5.3/c.lua")
            .opened("/usr/share/lua/5.4/a.lua");

    assertThat(used.keptBy(new ScriptLibraries())).containsExactly("/usr/share/lua/5.4/b.lua");
  }

  @Test
  void keepsTheLibraryThroughWhoseLinkAFileWasOpened() throws IOException {
    UsedTree used =
        UsedTree.with("/usr/share/lua/5.1/socket.lua", "/usr/share/lua/5.1/mime.lua")
            .link("/usr/share/lua/5.4/socket.lua", "../5.1/socket.lua")
            .link("/usr/share/lua/5.4/mime.lua", "../5.1/mime.lua")
            .openedBy("/usr/share/lua/5.4/socket.lua", "/usr/share/lua/5.1/socket.lua");

    assertThat(used.keptBy(new ScriptLibraries()))
        .contains("/usr/share/lua/5.4/mime.lua", "/usr/share/lua/5.1/mime.lua");
  }
}

package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/**
 * The libraries of small languages, whole: of Tcl, whose encodings, zones and messages are loaded
 * when asked for, and of Lua.
 */
final class ScriptLibraries implements Family {
  @Override
  public String name() {
    return "script-libraries";
  }

  @Override
  public String about() {
    return "The library of Tcl, with encodings and messages, and that of Lua stay where a run loaded"
        + " any of it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> library(path, touched)).entrySet()) {
      touched.keepAll(
          each.getKey(),
          path -> !path.name().endsWith(".a") && !path.name().endsWith(".h"),
          each.getValue());
    }
  }

  private static Optional<ImagePath> library(ImagePath path, Touched touched) {
    return Ancestors.nearest(
        path,
        folder ->
            (isVersionOf("tcl", folder)
                    && touched.tree().entry(folder.child("init.tcl")).isPresent())
                || (Ancestors.parentName(folder).equals("lua")
                    && Character.isDigit(folder.name().charAt(0))));
  }

  private static boolean isVersionOf(String language, ImagePath folder) {
    String name = folder.name();
    return name.length() > language.length()
        && name.startsWith(language)
        && Character.isDigit(name.charAt(language.length()));
  }
}

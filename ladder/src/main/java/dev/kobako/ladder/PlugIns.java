package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Libraries that a program loads while it runs, out of a folder of its own: by the kind of a
 * document, a mechanism's name or a layout. Those of one package are features of one program.
 */
final class PlugIns implements Family {
  /**
   * Folders of which other families know more, and those of servers that load what their settings
   * name at the start, whatever is asked of them later.
   */
  private static final List<String> KNOWN =
      List.of(
          "/python",
          "/perl",
          "/ruby",
          "/jvm/",
          "/R/",
          "/php/",
          "/node_modules/",
          "/gconv/",
          "/postgresql/",
          "/mysql/",
          "/security/",
          "/apache2/modules/",
          "/nginx/modules/");

  /** The modules of a folder that belong to one owner, or to none. */
  private record Kit(ImagePath folder, Optional<InstalledPackage> owner) {
    /** Programs unpacked by hand have libraries of all kinds in one folder. */
    boolean isOfPlugIns() {
      return owner.isPresent() || !folder.name().startsWith("lib");
    }
  }

  @Override
  public String name() {
    return "plug-ins";
  }

  @Override
  public String about() {
    return "The other loadable modules of a folder stay where a run loaded one of them that no"
        + " program needs to start, as far as the same package brings them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<Kit> done = new HashSet<>();
    for (ImagePath module : touched.opened()) {
      if (isModule(module) && !touched.isNeeded(module)) {
        Kit kit = new Kit(module.parent().orElseThrow(), touched.packages().owner(module));
        if (kit.isOfPlugIns() && done.add(kit)) {
          keep(kit, module, touched);
        }
      }
    }
  }

  private static void keep(Kit kit, ImagePath because, Touched touched) throws IOException {
    for (String name : touched.tree().names(kit.folder())) {
      ImagePath other = kit.folder().child(name);
      if (isModule(other) && touched.packages().owner(other).equals(kit.owner())) {
        touched.keep(other, because);
      }
    }
  }

  private static boolean isModule(ImagePath path) {
    String name = path.name();
    boolean library = name.endsWith(".so") || name.contains(".so.");
    return library
        && !SystemFolders.include(path.parent().orElseThrow())
        && KNOWN.stream().noneMatch(path.toString()::contains);
  }
}

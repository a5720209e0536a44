package dev.kobako.ladder;

import dev.kobako.packages.SystemPackage;
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
 *
 * <p>Erlang keeps the parts in C of an application beside its code, {@code lib/asn1-5.0/priv/lib}
 * beside {@code lib/asn1-5.0/ebin}, and loads them when that is first called. Applied after the
 * family that keeps the code.
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

  /** Of Erlang: how compiled modules end, where they lie, and what needs a desktop's libraries. */
  private static final String CODE = ".beam";

  private static final String CODE_FOLDER = "ebin";
  private static final String DRAWING = "wx-";

  /** The modules of a folder that belong to one owner, or to none. */
  private record Kit(ImagePath folder, Optional<SystemPackage> owner) {
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
        + " program needs to start, as far as the same package brings them; so do those of every"
        + " Erlang application of which code stays, without those that draw.";
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
    for (var each : touched.openedIn(PlugIns::applications).entrySet()) {
      keepOfApplications(each.getKey(), each.getValue(), touched);
    }
  }

  /** The folder of Erlang applications that has a compiled module. */
  private static Optional<ImagePath> applications(ImagePath path) {
    return path.name().endsWith(CODE) && Ancestors.parentName(path).equals(CODE_FOLDER)
        ? path.parent().flatMap(ImagePath::parent).flatMap(ImagePath::parent)
        : Optional.empty();
  }

  private static void keepOfApplications(ImagePath folder, ImagePath because, Touched touched)
      throws IOException {
    for (String name : touched.tree().names(folder)) {
      ImagePath code = folder.child(name).child(CODE_FOLDER);
      boolean stays =
          touched.tree().names(code).stream()
              .anyMatch(each -> each.endsWith(CODE) && touched.isKept(code.child(each)));
      if (stays && !name.startsWith(DRAWING)) {
        touched.keepAll(folder.child(name).child("priv"), PlugIns::isModule, because);
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

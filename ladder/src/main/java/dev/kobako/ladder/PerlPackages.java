package dev.kobako.ladder;

import dev.kobako.packages.SystemPackage;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Perl modules beyond those that come with Perl: of a package of the system's all modules; of one
 * from CPAN the modules below the name of the one that was loaded, which is where a distribution
 * has them, and the data that a distribution shares.
 */
final class PerlPackages implements Family {
  private static final Set<String> SITES = Set.of("site_perl", "vendor_perl");
  private static final Set<String> KINDS_OF_SHARED = Set.of("dist", "module");
  private static final List<String> DEAD_ENDINGS = List.of(".pod", ".h", ".a", ".t", ".bs");

  @Override
  public String name() {
    return "perl-packages";
  }

  @Override
  public String about() {
    return "Of a Perl module that a run loaded, the rest of its package's modules stays, or of one"
        + " from CPAN the modules below its name; of data that a distribution from CPAN shares"
        + " all stays where a run opened some.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<SystemPackage> owners = new HashSet<>();
    for (ImagePath module : touched.opened()) {
      Optional<ImagePath> folder = folder(module);
      if (folder.isEmpty()) {
        continue;
      }
      Optional<SystemPackage> owner = touched.packages().owner(module);
      if (owner.isEmpty()) {
        keepBelowName(module, touched);
        Optional<ImagePath> shared = shared(module);
        if (shared.isPresent()) {
          touched.keepAll(shared.get(), _ -> true, module);
        }
      } else if (owners.add(owner.get())) {
        for (ImagePath path : touched.packages().places(owner.get())) {
          if (folder(path).isPresent() && isAlive(path)) {
            touched.keep(path, module);
          }
        }
      }
    }
  }

  private static void keepBelowName(ImagePath module, Touched touched) throws IOException {
    String name = module.name();
    if (name.endsWith(".pm")) {
      ImagePath below =
          module.parent().orElseThrow().child(name.substring(0, name.length() - ".pm".length()));
      touched.keepAll(below, PerlPackages::isAlive, module);
    }
  }

  /** The data of one distribution or module: {@code auto/share/dist/NAME} of File::ShareDir. */
  private static Optional<ImagePath> shared(ImagePath path) {
    return Ancestors.nearest(
        path,
        folder -> {
          List<String> names = folder.names();
          int last = names.size() - 1;
          return last >= 3
              && KINDS_OF_SHARED.contains(names.get(last - 1))
              && names.get(last - 2).equals("share")
              && names.get(last - 3).equals("auto");
        });
  }

  /** The folder of vendors' or sites' modules that a path is in. */
  private static Optional<ImagePath> folder(ImagePath path) {
    return path.toString().contains("/perl")
        ? Ancestors.nearest(
            path,
            folder -> {
              String above = Ancestors.parentName(folder);
              return folder.toString().equals("/usr/share/perl5")
                  || folder.toString().equals("/usr/local/share/perl")
                  || (above.equals("perl5") && folder.name().startsWith("5."))
                  || SITES.contains(above)
                  || SITES.contains(folder.name());
            })
        : Optional.empty();
  }

  private static boolean isAlive(ImagePath path) {
    return DEAD_ENDINGS.stream().noneMatch(path.name()::endsWith);
  }
}

package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.slim.PackageFiles;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Perl modules beyond those that come with Perl: of a Debian package all modules; of one from CPAN
 * the modules below the name of the one that was loaded, which is where a distribution has them.
 */
final class PerlPackages implements Family {
  private static final List<String> DEAD_ENDINGS = List.of(".pod", ".h", ".a", ".t", ".bs");

  @Override
  public String name() {
    return "perl-packages";
  }

  @Override
  public String about() {
    return "Of a Perl module that a run loaded, the rest of its Debian package's modules stays, or"
        + " of one from CPAN the modules below its name.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<InstalledPackage> owners = new HashSet<>();
    for (ImagePath module : touched.opened()) {
      Optional<ImagePath> folder = folder(module);
      if (folder.isEmpty()) {
        continue;
      }
      Optional<InstalledPackage> owner = touched.packages().owner(module);
      if (owner.isEmpty()) {
        keepBelowName(module, touched);
      } else if (owners.add(owner.get())) {
        for (ImagePath path : PackageFiles.places(owner.get(), touched.tree())) {
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
                  || above.equals("site_perl")
                  || above.equals("vendor_perl");
            })
        : Optional.empty();
  }

  private static boolean isAlive(ImagePath path) {
    return DEAD_ENDINGS.stream().noneMatch(path.name()::endsWith);
  }
}

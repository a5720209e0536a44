package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.image.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Real packages, one of which got a script of the test's. */
final class FailingPackage {
  private FailingPackage() {}

  static UnpackedPackages in(UnpackedPackages all, String name, String postinst) {
    List<UnpackedPackages.UnpackedPackage> packages = new ArrayList<>();
    for (UnpackedPackages.UnpackedPackage each : all.packages()) {
      SortedMap<String, Content> control = new TreeMap<>(each.control());
      if (each.available().name().equals(name)) {
        String script = "#!/bin/sh\n" + postinst + "\n";
        control.put("postinst", Content.of(script.getBytes(StandardCharsets.UTF_8)));
      }
      packages.add(
          new UnpackedPackages.UnpackedPackage(
              each.available(), each.stanza(), control, each.paths()));
    }
    return new UnpackedPackages(all.tree(), packages);
  }
}

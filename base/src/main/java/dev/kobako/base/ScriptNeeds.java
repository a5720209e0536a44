package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.debian.Dependency;
import dev.kobako.debian.Relation;
import dev.kobako.debian.Stanza;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What archives offer, without the needs of maintainer scripts. A distroless base runs none, and
 * kobako makes their effects itself: nobody needs debconf, and all of perl with it, for a time
 * zone. Who asks for such a package by name gets it all the same.
 *
 * @param all what is offered
 */
record ScriptNeeds(AvailablePackages all) implements AvailablePackages {
  /** Packages that others name for nothing but their scripts, and what stands for them. */
  private static final Set<String> FOR_SCRIPTS =
      Set.of(
          "adduser",
          "cdebconf",
          "debconf",
          "debconf-2.0",
          "dpkg",
          "init-system-helpers",
          "install-info",
          "lsb-base",
          "sysvinit-utils",
          "ucf",
          "update-inetd");

  /** The same where only a certain package's scripts need something. */
  private static final Map<String, Set<String>> FOR_SCRIPTS_OF =
      Map.of(
          // awk fills in os-release in its postinst, as it is built
          "base-files", Set.of("awk"),
          // `openssl rehash`
          "ca-certificates", Set.of("openssl"));

  @Override
  public String architecture() {
    return all.architecture();
  }

  @Override
  public List<AvailablePackage> named(String name) {
    return all.named(name).stream().map(ScriptNeeds::without).toList();
  }

  @Override
  public List<AvailablePackage> providing(String name) {
    return all.providing(name).stream().map(ScriptNeeds::without).toList();
  }

  @Override
  public List<AvailablePackage> essential() {
    return all.essential().stream().map(ScriptNeeds::without).toList();
  }

  @Override
  public List<AvailablePackage> required() {
    return all.required().stream().map(ScriptNeeds::without).toList();
  }

  @Override
  public List<String> names(String prefix) {
    return all.names(prefix);
  }

  private static AvailablePackage without(AvailablePackage each) {
    Stanza stanza = without(each.stanza(), "Depends", each.depends(), each.name());
    stanza = without(stanza, "Pre-Depends", each.preDepends(), each.name());
    return stanza.equals(each.stanza()) ? each : new AvailablePackage(stanza, each.source());
  }

  private static Stanza without(
      Stanza stanza, String field, List<Dependency> dependencies, String name) {
    Set<String> own = FOR_SCRIPTS_OF.getOrDefault(name, Set.of());
    List<Dependency> left =
        dependencies.stream()
            .filter(each ->
                each.alternatives().stream()
                    .map(Relation::name)
                    .noneMatch(wanted -> FOR_SCRIPTS.contains(wanted) || own.contains(wanted)))
            .toList();
    return left.size() == dependencies.size()
        ? stanza
        : stanza.with(field, String.join(", ", left.stream().map(Dependency::toString).toList()));
  }
}

package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a process in a container may do and use.
 *
 * @param insecure whether nothing of /proc and /sys is masked and no system call is refused
 * @param capabilities by their whole names, {@code CAP_CHOWN}
 * @param limits that it has in place of the usual ones
 */
public record ProcessRights(
    boolean insecure, List<String> capabilities, List<ResourceLimit> limits) {
  /** What Docker gives. */
  public static final ProcessRights USUAL =
      new ProcessRights(false, Capabilities.DEFAULT, List.of());

  /** All capabilities, and nothing masked. */
  public static final ProcessRights INSECURE = new ProcessRights(true, Capabilities.ALL, List.of());

  private static final String ALL = "ALL";
  private static final String PREFIX = "CAP_";

  public ProcessRights {
    capabilities = List.copyOf(capabilities);
    limits = List.copyOf(limits);
  }

  /** The same with limits. */
  public ProcessRights withLimits(List<ResourceLimit> given) {
    return new ProcessRights(insecure, capabilities, given);
  }

  /**
   * With capabilities added to the usual ones and others taken away, as docker does it: {@code ALL}
   * stands for all, and a name counts more than that.
   *
   * @param added names, with or without {@code CAP_}, in any case
   * @throws KobakoException usage, where there is no such capability
   */
  public ProcessRights with(List<String> added, List<String> dropped) {
    List<String> more = added.stream().map(each -> name("--cap-add", each)).toList();
    List<String> less = dropped.stream().map(each -> name("--cap-drop", each)).toList();
    Set<String> all = new LinkedHashSet<>();
    if (more.contains(ALL)) {
      all.addAll(Capabilities.ALL);
    } else if (!less.contains(ALL)) {
      all.addAll(capabilities);
    }
    less.forEach(all::remove);
    more.stream().filter(each -> !each.equals(ALL)).forEach(all::add);
    return new ProcessRights(insecure, List.copyOf(all), limits);
  }

  private static String name(String flag, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals(ALL)) {
      return ALL;
    }
    String name = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
    if (!Capabilities.ALL.contains(name)) {
      throw KobakoException.usage(
          Diagnostic.of(
              flag + " " + text,
              "there is no such capability",
              "write a name of capabilities(7), such as NET_ADMIN, or ALL"));
    }
    return name;
  }
}

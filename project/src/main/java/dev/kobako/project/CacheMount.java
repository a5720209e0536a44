package dev.kobako.project;

/**
 * A folder that RUN finds again in the next build. Losing it costs time and never makes a later
 * step fail.
 *
 * @param target absolute
 * @param locked whether only one build may use it at a time
 */
public record CacheMount(String target, boolean locked) {
  /** One that several builds may use at once. */
  public static CacheMount of(String target) {
    return new CacheMount(target, false);
  }

  /** One for one build at a time. */
  public static CacheMount locked(String target) {
    return new CacheMount(target, true);
  }

  /** The flag of RUN. */
  public String flag() {
    return "--mount=type=cache,target=" + target + (locked ? ",sharing=locked" : "");
  }
}

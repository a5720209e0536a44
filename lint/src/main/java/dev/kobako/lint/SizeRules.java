package dev.kobako.lint;

import java.util.List;

/** Rules about bytes that images ship for nobody. They are no linter's but kobako's. */
final class SizeRules {
  /** In the order of their ids. */
  static final List<Rule> ALL =
      List.of(
          new DeletedInLaterLayer(),
          new ChangedInLaterLayer(),
          new SystemCacheLeft(),
          new LanguageCacheLeft(),
          new RecommendsInstalled(),
          new BuildToolsShipped(),
          new FetchToolsShipped(),
          new ArchiveLeft(),
          new BroadCopy(),
          new Unstripped(),
          new InterpreterLitter(),
          new HeavyBase(),
          new CopiedTwice(),
          new WideStageCopy(),
          new UpgradedBase());

  private SizeRules() {}
}

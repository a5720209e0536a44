package dev.kobako.lint;

import java.util.List;

/** All rules, by their ids. */
public final class RuleBook {
  /** In the order of their ids. */
  public static final List<Rule> ALL =
      List.of(
          new RelativeWorkdir(),
          new SenselessCommand(),
          new RootAtTheEnd(),
          new ChangedDirectory(),
          new Sudo(),
          new UntaggedBase(),
          new LatestBase(),
          new UnpinnedAptPackage(),
          new PortOutOfRange(),
          new SecondHealthcheck(),
          new AptWithoutYes(),
          new AptRecommends(),
          new UnpinnedApkPackage(),
          new ApkCacheLeft(),
          new AddOfFiles(),
          new CopyToNoFolder(),
          new CopyFromNoStage(),
          new CopyFromItself(),
          new StageNameTwice(),
          new ShellForm(),
          new Apt(),
          new FixedPlatform(),
          new YumWithoutYes(),
          new YumCacheLeft(),
          new ZypperWithoutYes(),
          new ZypperUpgrade(),
          new ZypperCacheLeft(),
          new UnpinnedZypperPackage(),
          new DnfWithoutYes(),
          new DnfCacheLeft(),
          new TriggerOfTrigger(),
          new LongUserNumber(),
          new WgetProgress(),
          new RunsInARow(),
          new BeforeFrom(),
          new ReservedStageName(),
          new RedundantPlatform(),
          new UserByName(),
          new WholeStageCopied(),
          new MaintainerUsed(),
          new WgetAndCurl(),
          new SecondCmd(),
          new SecondEntrypoint(),
          new LinkedShell(),
          new PipeWithoutPipefail());

  private RuleBook() {}
}

package dev.kobako.lint;

import java.util.List;
import java.util.stream.Stream;

/** All rules, by their ids. */
public final class RuleBook {
  private RuleBook() {}

  /**
   * All rules in the order of their ids, also those that are off.
   *
   * @param settings what rules about labels and registries hold files against
   */
  public static List<Rule> of(LintSettings settings) {
    return Stream.concat(ofHadolint(settings).stream(), SizeRules.ALL.stream()).toList();
  }

  private static List<Rule> ofHadolint(LintSettings settings) {
    return List.of(
        new IgnorePragma(),
        new RelativeWorkdir(),
        new SenselessCommand(),
        new RootAtTheEnd(),
        new ChangedDirectory(),
        new Sudo(),
        new UntaggedBase(),
        new LatestBase(),
        new UnpinnedAptPackage(),
        new AptListsLeft(),
        new ArchiveCopied(),
        new PortOutOfRange(),
        new SecondHealthcheck(),
        new UnpinnedPipPackage(),
        new AptWithoutYes(),
        new AptRecommends(),
        new UnpinnedNpmPackage(),
        new UnpinnedApkPackage(),
        new ApkCacheLeft(),
        new AddOfFiles(),
        new CopyToNoFolder(),
        new CopyFromNoStage(),
        new CopyFromItself(),
        new StageNameTwice(),
        new ShellForm(),
        new UntrustedRegistry(settings.trustedRegistries()),
        new Apt(),
        new UnpinnedGem(),
        new FixedPlatform(),
        new YumWithoutYes(),
        new YumCacheLeft(),
        new UnpinnedYumPackage(),
        new ZypperWithoutYes(),
        new ZypperUpgrade(),
        new ZypperCacheLeft(),
        new UnpinnedZypperPackage(),
        new DnfWithoutYes(),
        new DnfCacheLeft(),
        new UnpinnedDnfPackage(),
        new PipCacheLeft(),
        new TriggerOfTrigger(),
        new VariableOfSameEnv(),
        new CopyWithoutWorkdir(),
        new LongUserNumber(),
        new WgetProgress(),
        new LabelKeyForm(),
        new MissingLabel(settings.labels()),
        new UnknownLabel(settings.labels(), settings.strictLabels().orElse(false)),
        new EmptyLabel(settings.labels()),
        new UrlLabel(settings.labels()),
        new TimeLabel(settings.labels()),
        new LicenseLabel(settings.labels()),
        new HashLabel(settings.labels()),
        new VersionLabel(settings.labels()),
        new MissingHealthcheck(),
        new EmailLabel(settings.labels()),
        new RunsInARow(),
        new YarnCacheLeft(),
        new BeforeFrom(),
        new UnpinnedGoPackage(),
        new ReservedStageName(),
        new SecretInVariable(),
        new RedundantPlatform(),
        new UserByName(),
        new WholeStageCopied(),
        new MaintainerUsed(),
        new WgetAndCurl(),
        new SecondCmd(),
        new SecondEntrypoint(),
        new LinkedShell(),
        new PipeWithoutPipefail());
  }
}

package dev.kobako.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All fixes, by their names. */
public final class FixBook {
  /** In the order in which they are made. */
  public static final List<Fix> ALL = all();

  /** Those that are made only where their users name them. */
  public static final List<Fix> ON_REQUEST = List.of(new BuildStage(), new CacheMounted());

  private FixBook() {}

  /** The ones and the others. */
  public static List<Fix> known() {
    return Stream.concat(ON_REQUEST.stream(), ALL.stream()).toList();
  }

  private static List<Fix> all() {
    List<Fix> all = new ArrayList<>();
    // what it keeps away can't cover what is installed
    all.add(new LitterIgnored());
    // what stands alone in its RUN may go before the sources
    all.add(new DependenciesFirst());
    // what is joined decides what is left behind in a RUN
    all.add(new JoinedRuns());
    all.add(new OwnedCopy());
    all.add(new ProgramsStripped());
    all.add(new CopyForAdd());
    all.add(new AbsoluteWorkdir());
    all.add(new ExecForm());
    all.add(new AptGetForApt());
    all.add(new AssumeYes());
    all.add(new AptRecommendsOff());
    all.add(new PipCacheOff());
    all.add(new ApkCacheOff());
    all.add(new UseraddLogOff());
    all.add(new ToolsPurged());
    all.add(new ArchiveRemoved());
    all.add(new AptFilesRemoved());
    all.addAll(CacheCleaned.all());
    return List.copyOf(all);
  }
}

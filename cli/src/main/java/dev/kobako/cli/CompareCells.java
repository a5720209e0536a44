package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.check.Scenario;
import dev.kobako.check.StartTrial;
import dev.kobako.compare.Cell;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.CellInputs;
import dev.kobako.compare.CellWork;
import dev.kobako.compare.Change;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Matrix;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Containers;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Cells, made by the same parts as {@code kobako build}, {@code slim} and {@code bundle}. */
final class CompareCells implements CellWork, AutoCloseable {
  /** To be raised when the same inputs are measured in another way. */
  private static final String FORMAT = "1";

  private final Matrix matrix;
  private final CompareMeans means;
  private final BuildCache cache;
  private final ComparedImages images;
  private final Lock running = new ReentrantLock();
  private @Nullable Containers containers;
  private final Deque<CompareWorkshop> free = new ArrayDeque<>();
  private final List<CompareWorkshop> all = new ArrayList<>();

  CompareCells(Matrix matrix, CompareMeans means, boolean fresh) {
    this.matrix = matrix;
    this.means = means;
    this.cache = BuildCache.in(BuildSession.cacheFolder(means.root()));
    this.images = new ComparedImages(matrix, means, cache, fresh);
  }

  /** Fails where the words of a check or start mean nothing, before anything is made. */
  void requireSound(List<Cell> cells) {
    for (Cell cell : cells) {
      CellRuns runs = new CellRuns(means, cell.settings());
      List<Scenario> _ = runs.scenarios();
      Optional<StartTrial.Until> _ = runs.until();
    }
  }

  @Override
  public Prepared prepare(Cell cell) throws CellFailure {
    SortedMap<String, String> inputs = new TreeMap<>(cell.settings().words());
    inputs.put("kobako", Main.VERSION + " " + FORMAT);
    inputs.put("platform", Platform.host().toString());
    inputs.putAll(new CellRuns(means, cell.settings()).files());
    try {
      inputs.putAll(new RunInputs(means.parsed(), means.console()).byName());
      return cell.settings().build().isBuild() ? built(cell, inputs) : ready(cell, inputs);
    } catch (IOException e) {
      throw new CellFailure("disk", String.valueOf(e.getMessage()), true, e);
    } catch (KobakoException e) {
      throw failure("prepare", e, "");
    }
  }

  /** A cell whose image is there already. */
  private Prepared ready(Cell cell, SortedMap<String, String> inputs) throws CellFailure {
    Image image =
        images.image(
            cell.settings()
                .build()
                .base()
                .orElseThrow(() ->
                    new CellFailure(
                        "prepare",
                        "nothing says what it is made of: no base, dockerfile or context")));
    inputs.put("image", image.descriptor().digest().toString());
    return new PreparedCell(new CellInputs(inputs), cell, Optional.empty(), image);
  }

  private Prepared built(Cell cell, SortedMap<String, String> inputs) {
    CellBuilder builder =
        new CellBuilder(
            means, cell.settings().build(), cell.settings().build().base().map(images::reference));
    BuildContexts.Opened opened = builder.open(cache.folder());
    SortedMap<String, Image> bases = new TreeMap<>();
    BaseImages recording =
        (reference, platform) -> {
          Image image = images.find(reference, platform);
          bases.put(reference, image);
          return image;
        };
    builder.plan(opened, recording);
    inputs.put(
        "dockerfile",
        Digest.sha256(opened.dockerfile().text().getBytes(StandardCharsets.UTF_8)).toString());
    inputs.put("context", new CellContext(opened).digest().toString());
    bases.forEach(
        (name, image) -> inputs.put("from." + name, image.descriptor().digest().toString()));
    matrix.change().ifPresent(change -> inputs.put("change", text(change)));
    return new PreparedCell(
        new CellInputs(inputs),
        cell,
        Optional.of(
            new BuiltCell(
                means, builder, opened, images, List.copyOf(bases.values()), matrix.change())),
        null);
  }

  private static String text(Change change) {
    return change.file() + "\0" + change.append();
  }

  /** A cell that is known as far as nothing has to be made for it. */
  private final class PreparedCell implements Prepared {
    private final CellInputs inputs;
    private final Cell cell;
    private final Optional<BuiltCell> build;
    private final @Nullable Image image;

    PreparedCell(CellInputs inputs, Cell cell, Optional<BuiltCell> build, @Nullable Image image) {
      this.inputs = inputs;
      this.cell = cell;
      this.build = build;
      this.image = image;
    }

    @Override
    public CellInputs inputs() {
      return inputs;
    }

    @Override
    public Figures measure() throws CellFailure {
      CompareWorkshop workshop = take();
      try {
        Image start = image;
        CellMeasuring measuring =
            new CellMeasuring(
                means, workshop, cell.settings(), CompareCells.this::containers, running);
        return build.isPresent()
            ? measuring.figures(build.get())
            : measuring.figures(Objects.requireNonNull(start), Figures.NONE);
      } catch (IOException e) {
        throw new CellFailure("disk", String.valueOf(e.getMessage()), true, e);
      } catch (KobakoException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        throw failure("measure", e, "");
      } finally {
        give(workshop);
      }
    }
  }

  private synchronized Containers containers() {
    Containers known = containers;
    if (known == null) {
      try (ToolAccess tools = new ToolAccess(means.console(), means.display())) {
        known =
            Containers.available(tools.require(Tool.RUNC).program(), means.folder().resolve("run"));
      }
      containers = known;
    }
    return known;
  }

  private synchronized CompareWorkshop take() {
    if (free.isEmpty()) {
      CompareWorkshop opened = CompareWorkshop.open(means.folder());
      all.add(opened);
      return opened;
    }
    return free.pop();
  }

  private synchronized void give(CompareWorkshop workshop) {
    free.push(workshop);
  }

  /** What a cell says where it failed. */
  static CellFailure failure(String phase, KobakoException e, String output) {
    String fact = e.diagnostic().place() + ": " + e.diagnostic().fact();
    return new CellFailure(
        phase,
        Printed.lines(fact + (output.isEmpty() ? "" : "\n" + output)),
        e.failure() != Failure.FINDING,
        e);
  }

  @Override
  public void close() {
    all.forEach(CompareWorkshop::close);
    cache.close();
  }
}

package dev.kobako.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes file calls of what seccomp reports of one process and its descendants. What the runtime
 * itself does before it becomes the container's program is left out. Belongs to one thread.
 */
final class FileObserver implements CallListener.Observer, AutoCloseable {
  private static final int O_NOFOLLOW_X86 = 0400000;
  private static final int O_NOFOLLOW_ARM = 0100000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int IN_DONT_FOLLOW = 0x0200_0000;
  private static final int MADE = LinuxCalls.O_CREAT | LinuxCalls.O_EXCL;

  /** The numbers that socketcall(2) gives bind and connect, the first two of its argument array. */
  private static final int SOCKETCALL_BIND = 2;

  private static final int SOCKETCALL_CONNECT = 3;

  private final LinuxCalls calls;
  private final CallListener listener;
  private final Consumer<FileCall> consumer;
  private final AskingProcess process;
  private final SeenPaths seen = new SeenPaths();
  private final Map<CallNumbers.Way, List<List<FileCallForm>>> forms =
      new EnumMap<>(CallNumbers.Way.class);

  /** The root of the container; null while it is still the runtime that asks. */
  private @Nullable ContainerPaths paths;

  /** The process that the runtime is, and its program, until it becomes the container's. */
  private int runtime;

  private String runtimeProgram = "";

  /** The last start of a program: a signal in between makes the kernel ask again. */
  private @Nullable FileCall started;

  /** Whether some process may have a root of its own. */
  private boolean chrooted;

  FileObserver(LinuxCalls calls, CallListener listener, Consumer<FileCall> consumer) {
    this.calls = calls;
    this.listener = listener;
    this.consumer = consumer;
    this.process = new AskingProcess(calls);
  }

  @Override
  public void observe(Notification call) {
    CallNumbers.Way way = CallNumbers.Way.of(call.architecture(), call.number()).orElse(null);
    if (way == null) {
      return;
    }
    List<List<FileCallForm>> all = forms.computeIfAbsent(way, FileCallForm::byNumber);
    int number = CallNumbers.plain(call.number());
    if (number >= all.size()) {
      return;
    }
    List<FileCallForm> named = all.get(number);
    for (int i = 0; i < named.size(); i++) {
      observe(call, way, named.get(i));
    }
  }

  private void observe(Notification call, CallNumbers.Way way, FileCallForm form) {
    if (paths == null && !begins(call, form)) {
      return;
    }
    String path = path(call, form);
    if (path != null) {
      long flags = flags(call, form);
      report(call, way, new Wanted(kind(form, flags), path, follows(way, form, flags)));
    }
    chrooted |= form.name().equals("chroot");
  }

  /** The runtime's last call is the start of the container's program. */
  private boolean begins(Notification call, FileCallForm form) {
    if (form.kind() == FileCall.Kind.EXECUTE) {
      runtime = call.tid();
      runtimeProgram = process.link(runtime, "exe").orElse("");
      paths = ContainerPaths.below(calls, process.proc(runtime, "root", -1)).orElse(null);
    }
    return paths != null;
  }

  private String program(int tid) {
    String program = process.link(tid, "exe").orElse("");
    return tid == runtime && program.equals(runtimeProgram) ? "" : program;
  }

  private record Wanted(FileCall.Kind kind, String path, boolean follows) {
    FileCall call(Optional<String> led, String program, List<String> arguments) {
      return new FileCall(kind, path, follows, led, program, arguments);
    }
  }

  private void report(Notification call, CallNumbers.Way way, Wanted wanted) {
    String program = program(call.tid());
    if (wanted.kind() == FileCall.Kind.EXECUTE) {
      List<String> arguments = process.texts(call.tid(), argumentsOf(call), way.pointer());
      if (listener.stillWaits(call)) {
        FileCall start = wanted.call(led(call.tid(), wanted), program, arguments);
        if (!start.equals(started)) {
          started = start;
          consumer.accept(start);
        }
      }
      return;
    }
    int known = seen.of(program, wanted.path());
    boolean reported = (known & SeenPaths.bit(wanted.kind(), wanted.follows(), true)) != 0;
    if (reported || !listener.stillWaits(call)) {
      return;
    }
    Optional<String> led = led(call.tid(), wanted);
    int bit = SeenPaths.bit(wanted.kind(), wanted.follows(), led.isPresent());
    if ((known & bit) == 0) {
      seen.add(program, wanted.path(), bit);
      consumer.accept(wanted.call(led, program, List.of()));
    }
  }

  /** execve has them after the path, execveat after the folder and the path. */
  private static long argumentsOf(Notification call) {
    boolean plain =
        CallNumbers.Way.of(call.architecture(), call.number())
            .flatMap(way -> CallNumbers.name(way, call.number()))
            .filter("execve"::equals)
            .isPresent();
    return call.argument(plain ? 1 : 2);
  }

  private Optional<String> led(int tid, Wanted wanted) {
    ContainerPaths whole = paths;
    if (whole == null) {
      return Optional.empty();
    }
    if (wanted.path().startsWith("/proc/")) {
      Optional<OwnLink> own = OwnLink.of(wanted.path());
      if (own.isPresent()) {
        return own.get().led(process, tid, wanted.follows(), whole);
      }
    }
    if (!chrooted) {
      return whole.led(wanted.path(), wanted.follows());
    }
    String root = root(tid);
    if (!wanted.path().startsWith(root + "/")) {
      return whole.led(wanted.path(), wanted.follows());
    }
    Optional<ContainerPaths> own = ContainerPaths.below(calls, process.proc(tid, "root", -1));
    try (ContainerPaths inside = own.orElse(null)) {
      return inside == null
          ? Optional.empty()
          : inside.led(wanted.path().substring(root.length()), wanted.follows());
    }
  }

  /** What absolute paths of a process begin with: nothing, unless it has changed its root. */
  private String root(int tid) {
    String root = chrooted ? process.link(tid, "root").orElse("/") : "/";
    return root.equals("/") ? "" : root;
  }

  /** Absolute; null where the call names no file. */
  private @Nullable String path(Notification call, FileCallForm form) {
    int tid = call.tid();
    return switch (form.place()) {
      case DESCRIPTOR -> process.open(tid, (int) call.argument(form.folder())).orElse(null);
      case MEMORY -> {
        long address = call.argument(form.path());
        String text = address == 0 ? null : process.text(tid, address).orElse(null);
        yield text == null ? null : absolute(call, form, text);
      }
      case SOCKET ->
          process
              .socket(tid, call.argument(form.path()), call.argument(form.path() + 1))
              .map(text -> absolute(call, form, text))
              .orElse(null);
      case ARRAY -> {
        long which = call.argument(0);
        long array = call.argument(form.path());
        yield which != SOCKETCALL_BIND && which != SOCKETCALL_CONNECT
            ? null
            : process
                .socket(tid, process.number(tid, array + 4, 4), process.number(tid, array + 8, 4))
                .map(text -> absolute(call, form, text))
                .orElse(null);
      }
    };
  }

  private @Nullable String absolute(Notification call, FileCallForm form, String text) {
    int tid = call.tid();
    if (text.startsWith("/")) {
      return root(tid) + text;
    }
    int descriptor = form.folder() < 0 ? LinuxCalls.AT_FDCWD : (int) call.argument(form.folder());
    if (text.isEmpty()) {
      // The open file itself: known from its opening, unless it is started.
      return form.kind() == FileCall.Kind.EXECUTE
          ? process.open(tid, descriptor).orElse(null)
          : null;
    }
    Optional<String> folder =
        descriptor == LinuxCalls.AT_FDCWD
            ? process.link(tid, "cwd")
            : process.open(tid, descriptor);
    return folder.map(each -> each.equals("/") ? each + text : each + "/" + text).orElse(null);
  }

  private long flags(Notification call, FileCallForm form) {
    if (form.flags() < 0) {
      return 0;
    }
    long flags = call.argument(form.flags());
    return form.end() == FileCallForm.End.HOW ? process.number(call.tid(), flags, 8) : flags;
  }

  private static FileCall.Kind kind(FileCallForm form, long flags) {
    return switch (form.end()) {
      case OPEN, HOW -> {
        if ((flags & LinuxCalls.O_PATH) != 0) {
          yield FileCall.Kind.LOOK;
        }
        yield (flags & MADE) == MADE ? FileCall.Kind.CHANGE : form.kind();
      }
      case ALWAYS, NEVER, AT, LINK, WATCH -> form.kind();
    };
  }

  private static boolean follows(CallNumbers.Way way, FileCallForm form, long flags) {
    return switch (form.end()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case OPEN, HOW ->
          (flags & MADE) != MADE
              && (flags
                      & switch (way) {
                        case X86_64, X32, I386 -> O_NOFOLLOW_X86;
                        case AARCH64, ARM -> O_NOFOLLOW_ARM;
                      })
                  == 0;
      case AT -> (flags & AT_SYMLINK_NOFOLLOW) == 0;
      case LINK -> (flags & AT_SYMLINK_FOLLOW) != 0;
      case WATCH -> (flags & IN_DONT_FOLLOW) == 0;
    };
  }

  @Override
  public void close() {
    if (paths != null) {
      paths.close();
    }
  }
}

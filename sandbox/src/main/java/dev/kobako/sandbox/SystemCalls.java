package dev.kobako.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Which system calls the processes of a container may make, as a seccomp profile of the OCI runtime
 * specification. The rules are those that Docker documents for its <a
 * href="https://docs.docker.com/engine/security/seccomp/">default profile</a>: what is not on the
 * list fails with EPERM.
 */
final class SystemCalls {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  /** AF_VSOCK reaches the hypervisor: all families but this one. */
  private static final int AF_VSOCK = 40;

  /** AF_ALG has been a way into the kernel too often. */
  private static final int AF_ALG = 38;

  /** All flags of clone(2) that make a namespace. */
  private static final long NEW_NAMESPACES = 0x7E02_0000L;

  /** Linux, with and without UNAME26, other forms of both, and the question which it is. */
  private static final List<Long> PERSONALITIES = List.of(0L, 8L, 0x20000L, 0x20008L, 0xFFFF_FFFFL);

  /** As Java calls it: amd64, aarch64. */
  private static final String PROCESSOR = System.getProperty("os.arch", "");

  private static final String ALLOW = "SCMP_ACT_ALLOW";
  private static final String ASK = "SCMP_ACT_NOTIFY";

  /** Reads and writes files without a call that a filter sees. */
  private static final List<String> IO_URING =
      List.of("io_uring_setup", "io_uring_enter", "io_uring_register");

  /**
   * What the runtime itself may do between the moment in which the filter counts and the one in
   * which somebody answers: it hands the descriptor over with write(2), and is a Go program, whose
   * scheduler and memory may need the others at any time. No container can start without.
   */
  static final List<String> UNWATCHABLE =
      List.of(
          "write",
          "read",
          "futex",
          "epoll_pwait",
          "getpid",
          "gettid",
          "madvise",
          "mmap",
          "munmap",
          "nanosleep",
          "rt_sigprocmask",
          "rt_sigreturn",
          "sched_yield",
          "sigaltstack",
          "tgkill");

  /** What a process asks for when it ends by itself; its memory is still there then. */
  private static final String END = "exit_group";

  /** Calls that are answered in a way of their own, rather than being allowed. */
  private static final Set<String> ANSWERED = Set.of("clone3");

  private SystemCalls() {}

  /**
   * The profile for this machine's processor; none where everything is allowed and nobody watches.
   *
   * @param capabilities that the container has
   * @param insecure whether all is allowed
   * @param watch what is asked on a socket that lies in the bundle, instead of being allowed
   */
  static Optional<Map<String, Object>> profile(
      Set<String> capabilities, boolean insecure, Watch watch) {
    if (watch instanceof Watch.Confined confined) {
      return Optional.of(only(confined.calls()));
    }
    List<String> allowed = names(capabilities);
    List<Map<String, Object>> rules =
        switch (watch) {
          case Watch.Nothing() -> List.of(rule(ALLOW, allowed));
          case Watch.Files _ -> watchedFiles(allowed);
          case Watch.SystemCalls _ -> watched(allowed);
          case Watch.Memory _ -> watchedEnds(allowed);
          case Watch.Confined _ -> List.of();
        };
    String others = watch instanceof Watch.SystemCalls ? ASK : ALLOW;
    boolean administrator = capabilities.contains("CAP_SYS_ADMIN");
    Map<String, Object> profile =
        insecure ? allowing(rules) : denying(rules, byArgument(others, administrator));
    if (watch instanceof Watch.Nothing) {
      return insecure ? Optional.empty() : Optional.of(profile);
    }
    profile.put("listenerPath", ListenerSocket.NAME);
    return Optional.of(profile);
  }

  /**
   * The profile that allows nothing but some of the calls that are allowed anyway.
   *
   * @param names of calls
   */
  static Map<String, Object> only(SortedSet<String> names) {
    Set<String> allowed = Set.copyOf(names(Set.copyOf(Capabilities.ALL)));
    List<Map<String, Object>> byArgument =
        byArgument(ALLOW, false).stream()
            .filter(rule -> ANSWERED.contains(name(rule)) || names.contains(name(rule)))
            .toList();
    return denying(
        List.of(rule(ALLOW, names.stream().filter(allowed::contains).toList())), byArgument);
  }

  private static Object name(Map<String, Object> rule) {
    return rule.get("names") instanceof List<?> names ? names.getFirst() : "";
  }

  private static List<Map<String, Object>> watchedFiles(List<String> allowed) {
    Set<String> files = FileCallForm.names();
    return List.of(
        rule(ASK, allowed.stream().filter(files::contains).toList()),
        rule(ALLOW, allowed.stream().filter(each -> !files.contains(each)).toList()),
        denied(IO_URING, ENOSYS));
  }

  private static List<Map<String, Object>> watched(List<String> allowed) {
    return List.of(
        rule(ALLOW, UNWATCHABLE),
        rule(ASK, allowed.stream().filter(each -> !UNWATCHABLE.contains(each)).toList()));
  }

  private static List<Map<String, Object>> watchedEnds(List<String> allowed) {
    return List.of(
        rule(ASK, List.of(END)),
        rule(ALLOW, allowed.stream().filter(each -> !each.equals(END)).toList()));
  }

  /** All but what rules say; a rule that would say the same is refused by the runtime. */
  private static Map<String, Object> allowing(List<Map<String, Object>> rules) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("defaultAction", ALLOW);
    profile.put("architectures", architectures(PROCESSOR));
    profile.put(
        "syscalls", rules.stream().filter(each -> !ALLOW.equals(each.get("action"))).toList());
    return profile;
  }

  private static Map<String, Object> denying(
      List<Map<String, Object>> rules, List<Map<String, Object>> byArgument) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("defaultAction", "SCMP_ACT_ERRNO");
    profile.put("defaultErrnoRet", EPERM);
    profile.put("architectures", architectures(PROCESSOR));
    profile.put("syscalls", Stream.concat(rules.stream(), byArgument.stream()).toList());
    return profile;
  }

  /** With the modes in which a processor runs older programs. */
  private static List<String> architectures(String processor) {
    return switch (processor) {
      case "amd64" -> List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
      case "aarch64" -> List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
      default -> List.of();
    };
  }

  /** Those that depend on what they are given. */
  private static List<Map<String, Object>> byArgument(String action, boolean administrator) {
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(rule(action, "socket", argument("SCMP_CMP_LT", AF_ALG)));
    rules.add(rule(action, "socket", argument("SCMP_CMP_EQ", AF_ALG + 1)));
    rules.add(rule(action, "socket", argument("SCMP_CMP_GT", AF_VSOCK)));
    for (long each : PERSONALITIES) {
      rules.add(rule(action, "personality", argument("SCMP_CMP_EQ", each)));
    }
    if (administrator) {
      return rules;
    }
    Map<String, Object> none = argument("SCMP_CMP_MASKED_EQ", NEW_NAMESPACES);
    none.put("valueTwo", 0);
    rules.add(rule(action, "clone", none));
    // Its flags lie in memory, where no filter sees them; told that there is none, C libraries
    // use clone.
    rules.add(denied(List.of("clone3"), ENOSYS));
    return rules;
  }

  private static Map<String, Object> argument(String comparison, long value) {
    Map<String, Object> argument = new LinkedHashMap<>();
    argument.put("index", 0);
    argument.put("value", value);
    argument.put("op", comparison);
    return argument;
  }

  private static Map<String, Object> denied(List<String> names, int error) {
    Map<String, Object> rule = rule("SCMP_ACT_ERRNO", names);
    rule.put("errnoRet", error);
    return rule;
  }

  private static Map<String, Object> rule(String action, List<String> names) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("names", names);
    rule.put("action", action);
    return rule;
  }

  private static Map<String, Object> rule(
      String action, String name, Map<String, Object> argument) {
    Map<String, Object> rule = rule(action, List.of(name));
    rule.put("args", List.of(argument));
    return rule;
  }

  private static List<String> names(Set<String> capabilities) {
    String processor = PROCESSOR.equals("aarch64") ? "arm64" : PROCESSOR;
    List<String> names = new ArrayList<>();
    boolean counts = false;
    for (String line : CallNumbers.lines("system-calls.txt")) {
      if (line.startsWith("[")) {
        String section = line.substring(1, line.length() - 1);
        counts =
            section.equals("any") || section.equals(processor) || capabilities.contains(section);
      } else if (counts) {
        names.addAll(Arrays.asList(line.split(" ")));
      }
    }
    return names;
  }
}

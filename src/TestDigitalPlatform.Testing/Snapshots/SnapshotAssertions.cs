using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Testing;

/// <summary>Compares a text with an accepted snapshot in a file next to the test.</summary>
public static class SnapshotAssertions
{
    /// <summary>Set it to <c>1</c> to accept the current texts; review the diff before you commit.</summary>
    public const string AcceptVariable = "TDP_ACCEPT_SNAPSHOTS";

    /// <summary>Asserts that the text equals the file <c>name.verified.json</c> next to the test.</summary>
    /// <remarks>
    /// If they differ, the text is written to <c>name.received.json</c>. The file is located by the
    /// path of the test's source, so build with <c>DeterministicSourcePaths=false</c>.
    /// </remarks>
    /// <param name="text">The text, such as the service's OpenAPI document.</param>
    /// <param name="name">The file's name, such as <c>orders.json</c>.</param>
    /// <param name="test">The test's file, set by the compiler.</param>
    public static void ShouldMatchSnapshot(this string text, string name, [CallerFilePath] string test = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var folder = Path.GetDirectoryName(test)!;
        if (!Directory.Exists(folder))
            throw new TestFailedException(
                $"The test's source folder '{folder}' does not exist on this machine. "
                + "Build with DeterministicSourcePaths=false, so that the test can find it.");
        var (approved, received) = (Beside(folder, name, "verified"), Beside(folder, name, "received"));
        var now = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(AcceptVariable) is "1")
            File.WriteAllText(approved, now);
        var before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : null;
        if (before == now)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now);
        throw new TestFailedException(
            $"{Path.GetFileName(approved)} differs from the current result. {Difference(before, now)}\n"
            + $"The full result is in {Path.GetFileName(received)}. "
            + $"To accept the change, run the test once with {AcceptVariable}=1.");
    }

    /// <inheritdoc cref="ShouldMatchSnapshot(string, string, string)" />
    public static async Task ShouldMatchSnapshot(this Task<string> text, string name, [CallerFilePath] string test = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        (await text).ShouldMatchSnapshot(name, test);
    }

    private static string Beside(string folder, string name, string kind) => Path.Combine(
        folder, $"{Path.GetFileNameWithoutExtension(name)}.{kind}{Path.GetExtension(name)}");

    private static string Difference(string? before, string now)
    {
        if (before is null)
            return "No snapshot was accepted yet.";
        var (old, @new) = (before.Split('\n'), now.Split('\n'));
        var line = 0;
        while (line < old.Length && line < @new.Length && old[line] == @new[line])
            line++;
        return $"The first difference is in line {line + 1}:\n- {At(old, line)}\n+ {At(@new, line)}";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line].Trim() : "(the end)";
}

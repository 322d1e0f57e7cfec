using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>A text held by a file beside the tests: <c>Snapshots/Class.Method.verified.txt</c>.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Compares; what differs is left in a <c>.received.txt</c>, to be looked at and renamed when it was meant.
    /// </summary>
    internal static void ShouldMatchSnapshot(
        this string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots");
        var verified = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{method}.verified.txt");
        var received = verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        var held = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (held == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(received)} differs from what is held; rename it if the change was meant.\n{Difference(held, text)}");
    }

    private static string Difference(string held, string text)
    {
        var (before, now) = (held.Split('\n'), text.Split('\n'));
        var at = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {at + 1}\n- {before.ElementAtOrDefault(at)}\n+ {now.ElementAtOrDefault(at)}";
    }
}

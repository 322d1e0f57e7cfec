using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Tests.Shared;

/// <summary>Holds a text to what was approved of it, in a file beside the test.</summary>
/// <remarks>When they differ, a <c>.received.</c> file is left beside it: look at it, and rename it if the change was meant.</remarks>
internal static class Snapshot
{
    internal static void Matches(string text, string name, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, name.Replace(".", ".verified.", StringComparison.Ordinal));
        var received = Path.Combine(Path.GetDirectoryName(test)!, name.Replace(".", ".received.", StringComparison.Ordinal));
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(approved)} is not what was made now. If the change is meant: mv {Path.GetFileName(received)} {Path.GetFileName(approved)}");
    }
}

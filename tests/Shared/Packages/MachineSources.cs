using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Tests.Shared.Packages;

internal sealed record PackageSource(string Name, string Address);

/// <summary>Where this account takes public packages from.</summary>
internal static partial class MachineSources
{
    private static readonly Lazy<Task<IReadOnlyList<PackageSource>>> Sources = new(ReadSources);
    private static readonly Lazy<Task<string>> Folder = new(ReadPackagesFolder);

    /// <summary>As it has set them up, outside of any repository.</summary>
    internal static Task<IReadOnlyList<PackageSource>> Read() => Sources.Value;

    internal static Task<string> PackagesFolder() => Folder.Value;

    private static async Task<IReadOnlyList<PackageSource>> ReadSources()
    {
        var listed = await Dotnet.Run(Path.GetTempPath(), "nuget", "list", "source", "--format", "detailed");
        listed.ExitCode.ShouldBe(0, listed.Output);
        return [.. Source().Matches(listed.Output).Select(source =>
            new PackageSource(source.Groups["name"].Value, source.Groups["address"].Value.Trim()))];
    }

    private static async Task<string> ReadPackagesFolder()
    {
        var listed = await Dotnet.Run(
            Path.GetTempPath(), "nuget", "locals", "global-packages", "--list", "--force-english-output");
        listed.ExitCode.ShouldBe(0, listed.Output);
        return listed.Output[(listed.Output.IndexOf(':') + 1)..].Trim();
    }

    [GeneratedRegex(@"^ *\d+\. +(?<name>.+) \[Enabled\]\s*\n +(?<address>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Source();
}

using System.Text.Json;
using Tdp.Steps;

namespace Tdp.Checks;

/// <summary>Which packages have a newer version: a report, since what is newer is not yet right for us.</summary>
internal static class OutdatedPackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>A line for each package; or one that says why there is no report. Never fails.</summary>
    public static async Task<IReadOnlyList<string>> Report(Repository repository, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var output = new List<string>();
        try
        {
            var exitCode = await Run.Lines(
                ["dotnet", "list", repository.Solution, "package", "--outdated", "--format", "json"],
                repository.Root, output.Add, limit.Token);
            return exitCode == 0
                ? In(string.Join('\n', output))
                : [$"No report on newer packages: {output.FirstOrDefault(line => line.Trim().Length > 0) ?? $"exit code {exitCode}"}"];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [$"No report on newer packages: the package source did not answer within {Limit.TotalMinutes:0} minutes."];
        }
        catch (JsonException e)
        {
            return [$"No report on newer packages: {e.Message}"];
        }
    }

    /// <summary>The lines for what <c>dotnet list package --outdated --format json</c> says.</summary>
    internal static IReadOnlyList<string> In(string json)
    {
        using var report = JsonDocument.Parse(json);
        return
        [
            .. Items(report.RootElement, "projects")
                .SelectMany(project => Items(project, "frameworks"))
                .SelectMany(framework => Items(framework, "topLevelPackages"))
                .Select(package => $"{Text(package, "id")} {Text(package, "resolvedVersion")}: there is {Text(package, "latestVersion")}")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    // A project without packages has no such list.
    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;
}

using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>What of the framework is a clock, a die, or a door to the outside.</summary>
internal static class KnownTypes
{
    private static readonly HashSet<string> Clocks = new(StringComparer.Ordinal)
    {
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now",
        "System.DateTimeOffset.UtcNow", "System.Environment.TickCount", "System.Environment.TickCount64",
        "System.TimeProvider.GetUtcNow", "System.TimeProvider.GetLocalNow", "System.TimeProvider.GetTimestamp",
        "System.TimeProvider.GetElapsedTime", "System.Diagnostics.Stopwatch.StartNew",
        "System.Diagnostics.Stopwatch.GetTimestamp", "System.Diagnostics.Stopwatch.GetElapsedTime",
    };

    private static readonly HashSet<string> Dice = new(StringComparer.Ordinal)
    {
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
    };

    private static readonly HashSet<string> Rolls = new(StringComparer.Ordinal)
    {
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.IO.Path.GetRandomFileName",
        "System.IO.Path.GetTempFileName",
    };

    private static readonly HashSet<string> Doors = new(StringComparer.Ordinal)
    {
        "System.Console", "System.Environment", "System.IO.File", "System.IO.Directory", "System.IO.FileInfo",
        "System.IO.DirectoryInfo", "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.IO.DriveInfo", "System.Diagnostics.Process", "System.Threading.Thread", "System.Threading.Monitor",
        "System.Threading.SemaphoreSlim", "System.Threading.Semaphore", "System.Threading.Mutex",
        "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.ManualResetEventSlim",
        "System.Threading.Tasks.Parallel", "System.Net.Dns",
    };

    // Of Environment only this is the same for every run on every machine.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "System.Environment.NewLine", "System.Threading.Tasks.Task.FromResult",
        "System.Threading.Tasks.Task.CompletedTask", "System.Threading.Tasks.ValueTask.FromResult",
        "System.Threading.Tasks.ValueTask.CompletedTask",
    };

    private static readonly string[] OutsideNamespaces =
    [
        "System.Net.Http", "System.Net.Sockets", "System.Net.Mail", "System.Net.WebSockets", "System.Data",
        "Microsoft.Extensions.Logging", "Npgsql",
    ];

    // Thrown where the code itself is wrong: a case that can't be, an argument that no caller may give, a part not written
    // yet.
    private static readonly HashSet<string> Guards = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.UnreachableException", "System.ArgumentException", "System.NotImplementedException",
        "System.Runtime.CompilerServices.SwitchExpressionException",
    };

    public static bool IsGuard(ITypeSymbol exception) => exception.WithBases().Any(b => Guards.Contains(NameOf(b)));

    public static bool IsClock(string type, string member) => Clocks.Contains($"{type}.{member}");

    public static bool IsChance(string type, string member) =>
        Dice.Contains(type) || Rolls.Contains($"{type}.{member}");

    public static bool IsOutside(ITypeSymbol type, string member)
    {
        var name = NameOf(type);
        if (Harmless.Contains($"{name}.{member}"))
            return false;
        return Doors.Contains(name)
            || name is "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask"
            || type.WithBases().Any(b => NameOf(b) is "System.Net.Http.HttpMessageInvoker")
            || Array.IndexOf(OutsideNamespaces, NamespaceOf(type)) >= 0;
    }

    /// <summary><c>System.DateTime</c>; the empty text for a type of nobody's.</summary>
    public static string NameOf(ITypeSymbol? type) => type is null ? "" : $"{NamespaceOf(type)}.{type.Name}";

    private static string NamespaceOf(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";
}

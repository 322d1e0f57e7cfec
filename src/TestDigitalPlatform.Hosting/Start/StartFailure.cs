using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>What a person is told of an error that ended a start.</summary>
internal static partial class StartFailure
{
    internal const int ExitCode = 1;

    /// <summary>As a shell tells of a program that Ctrl-C has ended.</summary>
    internal const int StoppedExitCode = 130;

    private const string Logged = "TestDigitalPlatform.Logged";

    // What reads settings for the framework names itself as the source of its errors.
    private static readonly string[] SettingsReaders =
        ["Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Logging.Configuration"];

    private const string FileProvider = "Microsoft.Extensions.FileProviders.Physical";

    /// <summary>Whether somebody has told the host to stop while it was still starting.</summary>
    internal static bool StopRequested { get; set; }

    internal static bool IsStop(Exception exception) => exception is OperationCanceledException && StopRequested;

    /// <summary>A sentence for each error that the platform knows, with its code, its fix and its page.</summary>
    /// <returns>Null when an error is not known: then its stack is needed.</returns>
    internal static string? Describe(Exception exception)
    {
        var errors = Unwrap(exception).Select(Known).ToArray();
        return errors is [] || errors.Contains(null) ? null : string.Join(Environment.NewLine, errors.Distinct());
    }

    /// <summary>Notes that the log has told it, on a console that the person sees.</summary>
    internal static void MarkLogged(Exception exception) => exception.Data[Logged] = true;

    internal static bool IsLogged(Exception exception) => exception.Data.Contains(Logged);

    private static string? Known(Exception exception) => exception switch
    {
        { HelpLink: { Length: > 0 } page } when Code().IsMatch(exception.Message) => $"{exception.Message} See: {page}",
        // PlatformException and its sisters of other packages, which are other types of the same form.
        _ when Code().IsMatch(exception.Message) => exception.Message,
        InvalidDataException { InnerException: FormatException malformed } =>
            Told("TDP0337", $"{exception.Message} {Place(malformed)} Correct the file."),
        InvalidOperationException { Source: { } source } when SettingsReaders.Contains(source) =>
            Told("TDP0338", $"{exception.Message} Correct the setting, in a file, the environment or the arguments."),
        DirectoryNotFoundException { Source: FileProvider } =>
            Told("TDP0338", $"The folder '{exception.Message}' that --contentRoot names does not exist. Correct the setting."),
        _ => null,
    };

    // The reader counts lines from 0, editors from 1.
    private static string Place(FormatException malformed) =>
        malformed.InnerException is JsonException { LineNumber: { } line, BytePositionInLine: { } column } json
            ? $"Line {line + 1}, column {column + 1}: {json.Message.Split(" LineNumber:")[0]}"
            : malformed.Message;

    private static string Told(string code, string message)
    {
        var told = new PlatformException(code, message);
        return Known(told)!;
    }

    private static IEnumerable<Exception> Unwrap(Exception exception) => exception switch
    {
        AggregateException several => several.Flatten().InnerExceptions.SelectMany(Unwrap),
        OptionsValidationException refused => StartErrors.Of(refused),
        TargetInvocationException or TypeInitializationException when exception.InnerException is { } inner => Unwrap(inner),
        _ => [exception],
    };

    [GeneratedRegex("^TDP[0-9]{4}: ")]
    private static partial Regex Code();
}

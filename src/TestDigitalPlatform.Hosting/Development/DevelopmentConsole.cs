using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>The console of a developer: each event on one line, with a stack below it where there is one.</summary>
/// <remarks>A service that sets <c>Logging:Console:FormatterName</c> gets what it names.</remarks>
internal sealed class DevelopmentConsole(IOptionsMonitor<DevelopmentConsoleOptions> options) : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "tdp-development";

    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Grey = "\e[90m";
    private const string Plain = "\e[0m";

    private readonly bool isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var time = DateTimeOffset.Now.ToString(
            options.CurrentValue.TimestampFormat ?? "HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        textWriter.Write($"{Colour(Grey)}{time}{Colour(Plain)} {Level(logEntry.LogLevel)} {message}");
        if (logEntry.LogLevel >= LogLevel.Warning)
            textWriter.Write($" {Colour(Grey)}[{logEntry.Category} {logEntry.EventId.Id}]{Colour(Plain)}");
        textWriter.WriteLine();
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }

    internal static void Add(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;
        builder.Logging.AddConsoleFormatter<DevelopmentConsole, DevelopmentConsoleOptions>();
        // The least of all sources: any other setting wins.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("Logging:Console:FormatterName", FormatterName)],
        });
    }

    private string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => $"{Colour(Yellow)}warn{Colour(Plain)}",
        LogLevel.Error => $"{Colour(Red)}fail{Colour(Plain)}",
        _ => $"{Colour(Red)}crit{Colour(Plain)}",
    };

    private string Colour(string code) => isTerminal ? code : "";
}

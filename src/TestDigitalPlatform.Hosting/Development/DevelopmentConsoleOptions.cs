using Microsoft.Extensions.Logging.Console;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>How <see cref="DevelopmentConsole"/> writes.</summary>
internal sealed class DevelopmentConsoleOptions : ConsoleFormatterOptions;

using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>Writes the door: the list of operations, and <c>AddPlatform</c>.</summary>
internal static class PlatformSource
{
    /// <summary>The class of a service.</summary>
    public const string Services = "GeneratedPlatform";

    /// <summary>The class of the operations that every service has.</summary>
    public const string PlatformsOwn = "PlatformOperations";

    /// <summary>Writes the list of the operations that every service has.</summary>
    public static string WriteOwn(IEnumerable<string> operations)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Line("/// <summary>The operations that every service has.</summary>")
            .Open($"internal static partial class {PlatformsOwn}")
            .Line("internal static global::System.Collections.Generic.IReadOnlyList<global::TestDigitalPlatform.Generated.OperationEndpoint> Endpoints { get; } =")
            .Line("[").Indent();
        foreach (var operation in operations)
            source.Line($"{operation}.Endpoint,");
        return source.Outdent().Line("];").Close().ToString();
    }

    /// <param name="operations">The names of the operations.</param>
    /// <param name="handlesEvents">Whether it handles events.</param>
    /// <param name="hasProcesses">Whether it has processes.</param>
    /// <param name="makesCalls">Whether it makes external calls.</param>
    /// <param name="isProgram">Whether the service starts by itself.</param>
    public static string Write(IEnumerable<string> operations, bool handlesEvents, bool hasProcesses, bool makesCalls, bool isProgram)
    {
        string[] rest =
        [
            .. handlesEvents ? ["Subscriptions = Events.Subscriptions"] : Array.Empty<string>(),
            .. hasProcesses ? ["Processes = Processes.All"] : Array.Empty<string>(),
            .. makesCalls ? ["ExternalCalls = ExternalCalls.All"] : Array.Empty<string>(),
        ];
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Line("/// <summary>The operations of this service.</summary>")
            .Open("internal static partial class GeneratedPlatform")
            .Lines("""
                /// <summary>The operations and where their migrations are.</summary>
                internal static global::TestDigitalPlatform.Generated.ServiceDefinition Definition { get; } = new(
                """)
            .Indent()
            .Line("typeof(GeneratedPlatform).Assembly,")
            .Line("[").Indent();
        foreach (var operation in operations)
            source.Line($"{operation}.Endpoint,");
        source
            .Outdent().Line(rest.Length > 0 ? $"]) {{ {string.Join(", ", rest)} }};" : "]);")
            .Outdent()
            .Line();
        // Before the first line of the program runs: what reads its settings may fail already.
        if (isProgram)
            source.Lines("""
                [global::System.Runtime.CompilerServices.ModuleInitializer]
                internal static void TellStartFailures() =>
                    global::TestDigitalPlatform.Generated.StartFailures.Tell(typeof(GeneratedPlatform).Assembly);
                """)
                .Line();
        return source
            .Lines("""
                /// <summary>Adds the platform, and the operations of this service to it.</summary>
                /// <param name="builder">The host to be.</param>
                /// <param name="service">The service's name: lower-case letters, digits and hyphens.</param>
                /// <param name="configure">Changes the options after configuration was read.</param>
                public static global::Microsoft.AspNetCore.Builder.WebApplicationBuilder AddPlatform(
                    this global::Microsoft.AspNetCore.Builder.WebApplicationBuilder builder,
                    string service,
                    global::System.Action<global::TestDigitalPlatform.PlatformOptions>? configure = null) =>
                    global::TestDigitalPlatform.PlatformBuilderExtensions.AddPlatform(builder, service, Definition, configure);
                """)
            .Close()
            .ToString();
    }
}

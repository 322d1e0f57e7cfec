using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>
/// Writes the service's operations: what each is, how its message is made from a request, and <c>AddPlatform</c>, which
/// serves them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OperationGenerator : IIncrementalGenerator
{
    internal const string Step = "Operations";
    internal const string EventStep = "Events";
    internal const string ProcessStep = "Processes";
    internal const string CallStep = "ExternalCalls";
    internal const string HostStep = "Host";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var host = context.CompilationProvider
            .Select(static (compilation, _) => HostKind(compilation))
            .WithTrackingName(HostStep);
        var operations = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => HandlerInterface.MayHandle(node),
                static (handler, cancellationToken) => HandlerInterface.Of(handler, cancellationToken)
                    .Select(h => OperationModel.Read(h, handler.SemanticModel.Compilation))
                    .OfType<OperationModel>()
                    .ToSequence())
            .Where(static operations => operations.Count > 0)
            .WithTrackingName(Step)
            .Collect();

        var events = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => HandlerInterface.MayHandle(node),
                static (handler, cancellationToken) => EventHandlerInterface.Of(handler, cancellationToken)
                    .Select(h => EventModel.Read(h, handler.SemanticModel.Compilation))
                    .OfType<EventModel>()
                    .ToSequence())
            .Where(static events => events.Count > 0)
            .WithTrackingName(EventStep)
            .Collect();

        var processes = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => HandlerInterface.MayHandle(node),
                static (type, cancellationToken) => ProcessModel.Of(type, cancellationToken))
            .Where(static process => process is not null)
            .Select(static (process, _) => process!)
            .WithTrackingName(ProcessStep)
            .Collect();

        var calls = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => HandlerInterface.MayHandle(node),
                static (type, cancellationToken) => CallModel.Of(type, cancellationToken))
            .Where(static calls => calls.Count > 0)
            .WithTrackingName(CallStep)
            .Collect();

        context.RegisterSourceOutput(
            operations.Combine(events).Combine(processes.Combine(calls)).Combine(host),
            static (output, found) => Write(
                output, found.Left.Left.Left, found.Left.Left.Right, found.Left.Right.Left, found.Left.Right.Right, found.Right));
    }

    private static void Write(
        SourceProductionContext output, ImmutableArray<Sequence<OperationModel>> found,
        ImmutableArray<Sequence<EventModel>> events, ImmutableArray<ProcessModel> processes,
        ImmutableArray<Sequence<CallModel>> calls, Host host)
    {
        if (host == Host.None
            || (host == Host.Library && found.IsEmpty && events.IsEmpty && processes.IsEmpty && calls.IsEmpty))
            return;
        var named = Named(found.SelectMany(operations => operations));
        var handled = events.SelectMany(each => each)
            .OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Handler, StringComparer.Ordinal).ToArray();
        var platform = host == Host.Platform ? PlatformSource.PlatformsOwn : PlatformSource.Services;
        output.AddSource($"{platform}.g.cs", host == Host.Platform
            ? PlatformSource.WriteOwn(named.Select(o => o.Name))
            : PlatformSource.Write(
                named.Select(o => o.Name), handled.Length > 0, processes.Length > 0, calls.Length > 0,
                isProgram: host == Host.Application));
        if (processes.Length > 0)
            output.AddSource(
                "Processes.g.cs", ProcessModel.Write([.. processes.OrderBy(p => p.Process, StringComparer.Ordinal)]));
        if (calls.Length > 0)
            output.AddSource("ExternalCalls.g.cs", CallModel.Write(
                [.. calls.SelectMany(each => each).OrderBy(c => c.Call, StringComparer.Ordinal).ThenBy(c => c.Handler, StringComparer.Ordinal)]));
        if (handled.Length > 0)
            output.AddSource("Events.g.cs", EventSource.Write(handled));
        foreach (var (name, operation) in named)
            output.AddSource($"{name}.g.cs", OperationSource.Write(platform, name, operation));
    }

    // Each message once, in a fixed order; two of one name (an analyzer refuses them) still give code that compiles.
    private static IReadOnlyList<(string Name, OperationModel Operation)> Named(
        IEnumerable<OperationModel> operations) =>
    [
        .. operations
            .OrderBy(o => o.Message.FullName, StringComparer.Ordinal).ThenBy(o => o.Handler, StringComparer.Ordinal)
            .GroupBy(o => o.Message.FullName, (_, same) => same.First())
            .GroupBy(o => o.Message.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Select((o, i) => (o.Message.Name + "Operation" + (i == 0 ? "" : $"{i + 1}"), o))),
    ];

    private static Host HostKind(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName("TestDigitalPlatform.Generated.OperationEndpoint") is null)
            return Host.None;
        if (compilation.AssemblyName == "TestDigitalPlatform.Hosting")
            return Host.Platform;
        return IsProgram(compilation) && !SeesAService(compilation) ? Host.Application : Host.Library;
    }

    private static bool IsProgram(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    // A service's tests are a program too, and see its internals: a second AddPlatform there would hide the service's.
    private static bool SeesAService(Compilation compilation) =>
        compilation.GetTypesByMetadataName("TestDigitalPlatform.GeneratedPlatform")
            .Any(platform => compilation.IsSymbolAccessibleWithin(platform, compilation.Assembly));

    private enum Host
    {
        /// <summary>The platform's hosting is not referenced: there is nothing to serve with.</summary>
        None,

        /// <summary>Handlers may live here and be served.</summary>
        Library,

        /// <summary>It starts by itself, and may have no handler yet.</summary>
        Application,

        /// <summary>The platform's hosting itself, with operations that every service has.</summary>
        Platform,
    }
}

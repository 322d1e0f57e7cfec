using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Hosting.Development;

/// <summary>Where a handler is written, by its assembly's debug symbols.</summary>
/// <param name="File">The file, as the compiler saw it.</param>
/// <param name="Line">Where its first method begins, from 1.</param>
internal sealed record HandlerSource(string File, int Line)
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static;

    /// <returns>Null when there are no symbols.</returns>
    internal static HandlerSource? Of(Type handler)
    {
        var assembly = handler.Assembly.Location;
        if (!System.IO.File.Exists(assembly))
            return null;
        using var program = new PEReader(System.IO.File.OpenRead(assembly));
        if (!program.TryOpenAssociatedPortablePdb(assembly, Open, out var symbols, out _) || symbols is null)
            return null;
        using (symbols)
        {
            var reader = symbols.GetMetadataReader();
            return handler.GetMethods(Own).Select(method => Begin(method, reader)).OfType<HandlerSource>()
                .MinBy(source => source.Line);
        }
    }

    private static FileStream? Open(string path) => System.IO.File.Exists(path) ? System.IO.File.OpenRead(path) : null;

    // An asynchronous method's lines are those of the type that the compiler makes of it.
    private static HandlerSource? Begin(MethodInfo method, MetadataReader symbols)
    {
        var written = method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext", Own)
            ?? method;
        var handle = (MethodDefinitionHandle)MetadataTokens.Handle(written.MetadataToken);
        var debug = symbols.GetMethodDebugInformation(handle.ToDebugInformationHandle());
        if (debug.Document.IsNil && debug.SequencePointsBlob.IsNil)
            return null;
        foreach (var point in debug.GetSequencePoints().Where(point => !point.IsHidden))
            return new HandlerSource(symbols.GetString(symbols.GetDocument(point.Document).Name), point.StartLine);
        return null;
    }
}

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TestDigitalPlatform.Tool.Assemblies;

/// <summary>Reads the lines that a generator wrote into an assembly's metadata, without loading that.</summary>
internal static class AssemblyText
{
    /// <summary>The lines under a key; none when there is no such key.</summary>
    /// <exception cref="ToolException">The file is no .NET assembly.</exception>
    public static IReadOnlyList<string> Of(string assembly, string key)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = Metadata(file, assembly);
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => NameOf(attribute, metadata) == "AssemblyMetadataAttribute")
            .Select(attribute => KeyAndValue(attribute, metadata))
            .FirstOrDefault(pair => pair.Key == key).Value?.Split('\n') ?? [];
    }

    private static MetadataReader Metadata(PEReader file, string assembly)
    {
        try
        {
            if (file.HasMetadata)
                return file.GetMetadataReader();
        }
        catch (BadImageFormatException)
        {
            // As for a program without metadata.
        }

        throw new ToolException($"{assembly} is not a .NET assembly. Name the .dll of a built service.");
    }

    private static string? NameOf(CustomAttribute attribute, MetadataReader metadata) =>
        attribute.Constructor.Kind is HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is var type
        && type.Kind is HandleKind.TypeReference
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;

    // ECMA-335, II.23.3: a prolog of two bytes, then the constructor's arguments.
    private static (string? Key, string? Value) KeyAndValue(CustomAttribute attribute, MetadataReader metadata)
    {
        var arguments = metadata.GetBlobReader(attribute.Value);
        arguments.ReadUInt16();
        return (arguments.ReadSerializedString(), arguments.ReadSerializedString());
    }
}

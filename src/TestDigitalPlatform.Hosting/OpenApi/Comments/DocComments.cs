using System.Reflection;
using System.Xml.Linq;

namespace TestDigitalPlatform.Hosting.OpenApi.Comments;

/// <summary>The doc comments of the assemblies that a document talks about, from the XML files that the compiler puts
/// beside them.</summary>
/// <param name="folder">Where the XML files are, unless each is beside its assembly: a host may run services of other
/// folders. An assembly without one has no comments.</param>
internal sealed class DocComments(string? folder = null)
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> files = [];

    internal DocComment Of(Type type) => Make(Find(type.Assembly, "T:" + Name(type)));

    internal DocComment Of(FieldInfo field) =>
        Make(Find(field.DeclaringType!.Assembly, $"F:{Name(field.DeclaringType)}.{field.Name}"));

    /// <summary>A property's own comment, that of the record's parameter behind it, or the one it inherits.</summary>
    internal DocComment Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var own = Find(type.Assembly, $"P:{Name(type)}.{property.Name}");
        if (own?.Element("summary") is not null)
            return Make(own);
        if (Parameter(type, property.Name) is { } parameter)
            return new DocComment(DocMarkdown.Of(parameter), null, parameter.Element("example")?.Value);
        return Inherited(property) is { } inherited ? Of(inherited) : DocComment.None;
    }

    private XElement? Parameter(Type record, string name) =>
        Find(record.Assembly, "T:" + Name(record))?.Elements("param")
            .FirstOrDefault(p => p.Attribute("name")?.Value == name);

    private static PropertyInfo? Inherited(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return type.BaseType?.GetProperty(property.Name)
            ?? type.GetInterfaces().Select(i => i.GetProperty(property.Name)).FirstOrDefault(p => p is not null);
    }

    private static DocComment Make(XElement? member)
    {
        if (member is null)
            return DocComment.None;
        var sentences = new[] { DocMarkdown.Of(member.Element("summary")), DocMarkdown.Of(member.Element("value")) };
        var summary = string.Join(' ', sentences.Where(s => s is not null));
        return new DocComment(
            summary.Length == 0 ? null : summary,
            DocMarkdown.Of(member.Element("remarks")),
            member.Descendants("example").FirstOrDefault()?.Value);
    }

    private XElement? Find(Assembly assembly, string member)
    {
        if (!files.TryGetValue(assembly, out var members))
            files[assembly] = members = Read(Path.Combine(Folder(assembly), assembly.GetName().Name + ".xml"));
        return members.GetValueOrDefault(member);
    }

    // What was published as a single file has no place of its own.
    private string Folder(Assembly assembly) =>
        folder ?? (assembly.Location is { Length: > 0 } file ? Path.GetDirectoryName(file)! : AppContext.BaseDirectory);

    private static Dictionary<string, XElement> Read(string file) => File.Exists(file)
        ? XDocument.Load(file).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value)
        : [];

    private static string Name(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}

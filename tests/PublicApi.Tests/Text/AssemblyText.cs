using System.Reflection;
using System.Text;

namespace PublicApi.Tests.Text;

/// <summary>Writes down all that others can see of an assembly: a line for each type, and one below it for each member.</summary>
internal static class AssemblyText
{
    internal static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(TypeText.Full, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(DeclarationText.Of(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        if (type.IsSubclassOf(typeof(Delegate)))
            return [];

        const BindingFlags declared =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        return type.GetMembers(declared).Select(MemberText.Of).OfType<string>();
    }
}

using System.Reflection;
using System.Runtime.Loader;
using Dapper;

namespace TestDigitalPlatform.Dapper;

/// <summary>Teaches Dapper the types that columns hold in this platform's own way.</summary>
/// <remarks>
/// Ids of <see cref="IId{TSelf}"/>, text ids of <see cref="ITextId{TSelf}"/> and enums, each alone and in arrays, of every
/// assembly that knows the platform's words; and <see cref="DateTime"/> and <see cref="DateTimeOffset"/>, which are UTC in
/// whole microseconds. Dapper keeps its handlers for the whole process.
/// </remarks>
public static class PlatformTypes
{
    private static readonly string Words = typeof(IId<>).Assembly.GetName().Name!;
    private static readonly HashSet<Assembly> Known = [];
    private static readonly Lock Registering = new();

    private static bool registered;

    /// <summary>
    /// Registers all types, once. <see cref="DapperExtensions.Command"/> does it; call it at the start when you use Dapper
    /// without that.
    /// </summary>
    public static void Register()
    {
        if (Volatile.Read(ref registered))
            return;
        lock (Registering)
        {
            if (registered)
                return;
            SqlMapper.Settings.PreferTypeHandlersForEnums = true;
            AddInstants();
            // What is loaded later brings types of its own.
            AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Add(loaded.LoadedAssembly);
            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
                Add(assembly);
            Volatile.Write(ref registered, true);
        }
    }

    /// <summary>Registers one type that columns hold in the platform's way.</summary>
    /// <typeparam name="T">The type; a handler that is registered for it already is replaced.</typeparam>
    public static void Add<T>()
    {
        // Dapper asks its own table first.
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.AddTypeHandler(new PlatformTypeHandler<T>(ColumnReads.Of<T>()));
    }

    private static void AddInstants()
    {
        Add<DateTime>();
        Add<DateTimeOffset>();
        Add<DateTime[]>();
        Add<DateTimeOffset[]>();
    }

    private static void Add(Assembly assembly)
    {
        if (assembly.IsDynamic || !SharesTypes(assembly) || !KnowsWords(assembly))
            return;
        lock (Registering)
        {
            if (!Known.Add(assembly))
                return;
            foreach (var type in Types(assembly).Where(ColumnReads.Knows))
            {
                Add(type);
                Add(type.MakeArrayType());
            }
        }
    }

    // A host of several services loads each with its own platform; each has its own Dapper too.
    private static bool SharesTypes(Assembly assembly)
    {
        var ours = AssemblyLoadContext.GetLoadContext(typeof(PlatformTypes).Assembly);
        var its = AssemblyLoadContext.GetLoadContext(assembly);
        return its == ours || its == AssemblyLoadContext.Default || ours == AssemblyLoadContext.Default;
    }

    private static bool KnowsWords(Assembly assembly) =>
        assembly == typeof(IId<>).Assembly || assembly.GetReferencedAssemblies().Any(name => name.Name == Words);

    // A type whose own dependencies are not there can't be the type of a column either.
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }

    private static void Add(Type type) => typeof(PlatformTypes)
        .GetMethod(nameof(Add), BindingFlags.Public | BindingFlags.Static, [])!
        .MakeGenericMethod(type).Invoke(null, null);
}

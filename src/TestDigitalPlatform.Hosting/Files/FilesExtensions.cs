using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;

namespace TestDigitalPlatform.Hosting.Files;

internal static class FilesExtensions
{
    internal static void AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        var options = OptionsCheck.Read<StoredFileOptions>(configuration, StoredFileOptions.SectionName);
        OptionsCheck.Check(StoredFileOptions.SectionName, options);
        services.AddSingleton(options);
        services.TryAddSingleton<IFileStore>(s => options.Folder is { Length: > 0 } folder
            ? new FolderFileStore(Path.GetFullPath(folder))
            : new DatabaseFileStore(s.GetRequiredService<Database>()));
        services.AddSingleton<Uploads>();
    }
}
